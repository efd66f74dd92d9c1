package vouchsafe.webhooks;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The notice that an app gets. Older receivers compare signatures over the very bytes they get and some parse by eye, so
 * bodies are written letter by letter: order of keys, spaces, microseconds, a numeric zone.
 *
 * @param kind the event; also in the header {@code X-Vouchsafe-Event}
 * @param body JSON
 */
public record WebhookEvent(String kind, String body) {
    /** The kind of {@link #deauthorization}. */
    public static final String DEAUTHORIZATION = "deauthorization";

    /** The kind of {@link #test}. */
    public static final String TEST = "test";

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** A member withdrew, or was removed. */
    public static WebhookEvent deauthorization(String projectMemberId, boolean erasureRequested, Instant at) {
        return new WebhookEvent(DEAUTHORIZATION, body(projectMemberId, erasureRequested, at));
    }

    /** Looks like a withdrawal of a member who does not exist, so that a receiver can be tried out with it. */
    public static WebhookEvent test(Instant at) {
        return new WebhookEvent(TEST, body("00000000", false, at));
    }

    private static String body(String projectMemberId, boolean erasureRequested, Instant at) {
        if (!projectMemberId.chars().allMatch(Character::isLetterOrDigit)) {
            throw new IllegalArgumentException("a project member id is letters and digits");
        }
        return "{\"project_member_id\": \"" + projectMemberId + "\", \"erasure_requested\": " + erasureRequested
                + ", \"timestamp\": \"" + TIMESTAMP.format(at) + "\"}";
    }
}
