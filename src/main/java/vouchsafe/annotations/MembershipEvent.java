package vouchsafe.annotations;

import java.util.Optional;
import java.util.UUID;

/** A member joined a group or left it: what they may read has changed. */
public record MembershipEvent(boolean joined, UUID memberId, String groupId) {
    /** The channel of the change feed. */
    public static final String CHANNEL = "annotation-membership";

    /** The text that is announced. */
    String payload() {
        return (joined ? "join " : "leave ") + memberId + ' ' + groupId;
    }

    /** Reads a text announced on {@link #CHANNEL}; empty for texts that this version does not know. */
    public static Optional<MembershipEvent> parse(String payload) {
        String[] words = payload.split(" ", -1);
        try {
            return words.length == 3
                    ? Optional.of(new MembershipEvent(words[0].equals("join"), UUID.fromString(words[1]), words[2]))
                    : Optional.empty();
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }
}
