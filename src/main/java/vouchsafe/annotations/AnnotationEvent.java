package vouchsafe.annotations;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A change of an annotation. A node that hears of it reads the row, and asks {@link Readers} who may know.
 *
 * @param clientId the name that the client that caused it gives itself (X-Client-Id); empty where it gives none
 */
public record AnnotationEvent(Action action, UUID annotationId, String clientId) {
    /** The channel of the change feed. */
    public static final String CHANNEL = "annotation";

    /** How many deletions go into one announcement; more would be longer than one may be. */
    static final int MOST_TOGETHER = 200;

    private static final int LONGEST_CLIENT_ID = 64;

    /** The kind of change. */
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

    /** The text that is announced. */
    String payload() {
        return action.name().toLowerCase(Locale.ROOT) + ' ' + annotationId + ' ' + clientId;
    }

    /**
     * Reads a text announced on {@link #CHANNEL}: the same change of one or several annotations; empty for texts that
     * this version does not know.
     */
    public static List<AnnotationEvent> parse(String payload) {
        String[] words = payload.split(" ", -1);
        try {
            if (words.length != 3) {
                return List.of();
            }
            Action action = Action.valueOf(words[0].toUpperCase(Locale.ROOT));
            return Arrays.stream(words[1].split(","))
                    .map(id -> new AnnotationEvent(action, UUID.fromString(id), words[2]))
                    .toList();
        } catch (IllegalArgumentException unknown) {
            return List.of();
        }
    }
}
