package vouchsafe.accounts;

import java.util.Optional;

/**
 * The values from which an account is made.
 *
 * @param username letters, digits and underscore, at most 30
 * @param name at most 60 characters
 * @param email an address; lower or upper case as given
 * @param emailVerified true where the creator of the account vouches for the address (command line)
 * @param password in clear; hashed before it is stored
 * @param administrator whether the new member is an administrator, who is a reviewer too
 */
public record NewMember(
        String username, String name, String email, boolean emailVerified, Password password, boolean administrator) {
    /**
     * Drops space around name and address, as forms do, and puts the address into its stored form; refuses what no account may
     * have, with a message for the person who typed it.
     */
    public NewMember {
        name = name.strip();
        email = WrittenAddress.ascii(email.strip());
        problem(username, name, email, password).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
    }

    private static Optional<String> problem(String username, String name, String email, Password password) {
        return AccountRules.username(username)
                .or(() -> AccountRules.name(name))
                .or(() -> AccountRules.email(email))
                .or(() -> PasswordRules.unusable(password));
    }
}
