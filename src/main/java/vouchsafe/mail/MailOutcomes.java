package vouchsafe.mail;

import java.util.UUID;

/**
 * A room that wants to know what became of mails it queued. Told after the fact, perhaps twice, and about everyone's mails:
 * it looks for its own by their ids.
 */
public interface MailOutcomes {
    /** How handing a mail over ended. */
    enum Outcome {
        /** The mail server took it. */
        SENT,
        /** There is no mail server: it stays on the administrators' page. */
        KEPT,
        /** Not tried again by itself. */
        FAILED
    }

    /** A mail of this kind has come to this end. */
    void settled(UUID mailId, String kind, Outcome outcome);
}
