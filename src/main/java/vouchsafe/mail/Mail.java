package vouchsafe.mail;

import org.jspecify.annotations.Nullable;

/**
 * One plain-text mail to one person.
 *
 * @param kind what it is for, for example {@code verify-email}; shown to administrators
 * @param recipient the address it goes to
 * @param replyTo where answers should go, or null for the server's own sender
 * @param subject one line; line breaks are refused
 * @param body plain text
 */
public record Mail(String kind, String recipient, @Nullable String replyTo, String subject, String body) {
    /** Refuses values that could add header lines (RFC 5322 section 2.2). */
    public Mail {
        if (hasLineBreak(recipient) || hasLineBreak(subject) || (replyTo != null && hasLineBreak(replyTo))) {
            throw new IllegalArgumentException("a mail's recipient, reply-to and subject are single lines");
        }
    }

    private static boolean hasLineBreak(String text) {
        return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
    }
}
