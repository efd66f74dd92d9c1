package vouchsafe.mail;

import org.jspecify.annotations.Nullable;

/**
 * One plain-text mail to one person.
 *
 * @param kind its purpose, for example {@code verify-email}; shown to administrators
 * @param recipient the address it goes to
 * @param senderName shown before the server's own address, or null for the server's own name
 * @param replyTo where answers should go, or null for the server's own sender
 * @param subject one line; line breaks are refused
 * @param body plain text
 * @param unsubscribe URL that ends mails like this one with a single POST (RFC 8058), or null
 */
public record Mail(
        String kind,
        String recipient,
        @Nullable String senderName,
        @Nullable String replyTo,
        String subject,
        String body,
        @Nullable String unsubscribe) {
    /** Refuses values that could add header lines (RFC 5322 section 2.2). */
    public Mail {
        if (hasLineBreak(recipient)
                || hasLineBreak(subject)
                || hasLineBreak(senderName)
                || hasLineBreak(replyTo)
                || hasLineBreak(unsubscribe)) {
            throw new IllegalArgumentException("everything of a mail but its body is a single line");
        }
    }

    /** A mail in the server's own name. */
    public Mail(String kind, String recipient, @Nullable String replyTo, String subject, String body) {
        this(kind, recipient, null, replyTo, subject, body, null);
    }

    private static boolean hasLineBreak(@Nullable String text) {
        return text != null && (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0);
    }
}
