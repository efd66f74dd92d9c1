package vouchsafe.mail;

import java.util.Optional;

/**
 * How mail leaves the server.
 *
 * @param from sender address of every mail
 * @param relay where mail is handed over; empty keeps mail on the outbox page and in the log
 */
public record MailSettings(String from, Optional<Relay> relay) {

    /** When a connection to the relay is encrypted. */
    public enum Encryption {
        /** Plain at first, upgraded before anything else is said; refused by us where the relay cannot. */
        STARTTLS,
        /** From the first byte. */
        IMPLICIT,
        /** Never. */
        NONE
    }

    /**
     * A mail server that takes our mail.
     *
     * @param user name to sign in with; empty sends without signing in
     * @param password password of that user; empty without one
     */
    public record Relay(String host, int port, Encryption encryption, String user, String password) {
        @Override
        public String toString() {
            return "Relay[" + host + ":" + port + ", " + encryption + "]";
        }
    }
}
