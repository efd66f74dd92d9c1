package vouchsafe.annotations;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Something happened to an annotation. Whoever hears of it reads the row, and asks {@link Readers} who may know.
 *
 * @param clientId what the client that caused it calls itself (X-Client-Id); empty where it does not say
 */
public record AnnotationEvent(Action action, UUID annotationId, String clientId) {
    /** The channel of the change feed. */
    public static final String CHANNEL = "annotation";

    private static final int LONGEST_CLIENT_ID = 64;

    /** What happened. */
    public enum Action {
        /** It is new. */
        CREATE,
        /** Its author changed it, or its moderators showed or hid it. */
        UPDATE,
        /** It was deleted; its row stays for a few minutes. */
        DELETE
    }

    /** Keeps only client ids that are short words, since others would be no payload. */
    public AnnotationEvent {
        clientId = clientId.length() <= LONGEST_CLIENT_ID && clientId.matches("[A-Za-z0-9_-]*") ? clientId : "";
    }

    /** What is announced. */
    String payload() {
        return action.name().toLowerCase(Locale.ROOT) + ' ' + annotationId + ' ' + clientId;
    }

    /** Reads what was announced on {@link #CHANNEL}; empty for what this version does not know. */
    public static Optional<AnnotationEvent> parse(String payload) {
        String[] words = payload.split(" ", -1);
        try {
            return words.length == 3
                    ? Optional.of(new AnnotationEvent(
                            Action.valueOf(words[0].toUpperCase(Locale.ROOT)), UUID.fromString(words[1]), words[2]))
                    : Optional.empty();
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }
}
