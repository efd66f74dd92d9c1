package vouchsafe.oauth;

/** A token or code in clear, on its way to the client it belongs to; its text never reaches a log by accident. */
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
