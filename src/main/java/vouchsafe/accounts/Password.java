package vouchsafe.accounts;

/**
 * A password in clear, on its way to be hashed or checked.
 *
 * @param clear the characters as typed
 */
public record Password(String clear) {
    @Override
    public String toString() {
        return "Password[hidden]";
    }
}
