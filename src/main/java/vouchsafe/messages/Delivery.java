package vouchsafe.messages;

import java.time.Instant;

/**
 * How a message fared with one member, as far as that is the project's business.
 *
 * @param number what the project knows the member by
 * @param at since when
 */
public record Delivery(String number, State state, Instant at) {

    /**
     * How it stands. Whether a member muted the project is not told: such a message was passed on like any other, and waits
     * for them on this server.
     */
    public enum State {
        /** Its turn has not come. */
        WAITING("Waiting"),
        /** The member can read it here, and gets it by mail unless they want none. */
        PASSED_ON("Passed on"),
        /** The member can read it here; mail could not be delivered. */
        MAIL_FAILED("Mail failed"),
        /** The member left, or cannot be reached any more, before its turn came. */
        CANCELLED("Cancelled");

        private final String words;

        State(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }

        static State of(String column) {
            return switch (column) {
                case "waiting" -> WAITING;
                case "failed" -> MAIL_FAILED;
                case "cancelled" -> CANCELLED;
                default -> PASSED_ON;
            };
        }
    }
}
