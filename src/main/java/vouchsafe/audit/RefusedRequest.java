package vouchsafe.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call of a client that was refused, as its owner sees it.
 *
 * @param endpoint short name of the address called, for example {@code token}
 * @param status HTTP status of the answer
 * @param error error code of the answer
 * @param detail the reason, in words that the answer itself must not contain
 * @param requestId the {@code X-Request-Id} of the answer, or null
 */
public record RefusedRequest(
        UUID id,
        Instant at,
        String endpoint,
        int status,
        String error,
        String detail,
        @Nullable String requestId) {}
