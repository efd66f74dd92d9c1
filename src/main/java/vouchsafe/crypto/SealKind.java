package vouchsafe.crypto;

/**
 * The kind of statement that a seal makes. The kind's byte is under the seal's MAC, so one kind never passes as
 * another.
 */
public enum SealKind {
    CODE(1, ""),
    ACCESS(2, "5768-"),
    /** An access token for some of its family's scopes; carries a bit for each. */
    NARROWED_ACCESS(3, "5768-"),
    REFRESH(4, "4657-"),
    DEVELOPER(5, "6879-"),
    DOWNLOAD(6, ""),
    REQUEST_URI(7, ""),
    EMAIL_LINK(8, ""),
    SESSION(9, ""),
    CONSENT(10, ""),
    /** A member's own download. */
    OWN_DOWNLOAD(11, ""),
    /** Where the bytes of an upload go. */
    UPLOAD(12, ""),
    /** Ends the mails of one project, from a mail's head. */
    UNSUBSCRIBE(13, ""),
    /** Proof that a member has signed in with this browser before. */
    KNOWN_BROWSER(14, ""),
    /** Makes the first administrator, from the console of whoever started the server. */
    SETUP_LINK(20, "");

    private final byte code;
    private final String prefix;

    SealKind(int code, String prefix) {
        this.code = (byte) code;
        this.prefix = prefix;
    }

    byte code() {
        return code;
    }

    /** Whether a seal of this kind carries four further bytes. */
    boolean carriesExtra() {
        return this == NARROWED_ACCESS || this == DOWNLOAD || this == OWN_DOWNLOAD || this == UPLOAD;
    }

    /** Fixed text before the sealed part, by which secret scanners find a leak. */
    public String prefix() {
        return prefix;
    }
}
