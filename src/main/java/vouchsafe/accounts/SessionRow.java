package vouchsafe.accounts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code browser_sessions}. Times of its life are milliseconds since 1970, as Spring Session had them.
 *
 * @param primaryId names the row for as long as it lives
 * @param sessionId half of the cookie; a new one at each sign-in
 * @param maxInactiveInterval seconds without use after which it ends
 * @param principalName by which the sessions of a member are found
 * @param memberId who is signed in; null for a stranger
 * @param otherAttributes JSON, see {@link SessionAttributes}
 */
record SessionRow(
        String primaryId,
        String sessionId,
        long creationTime,
        long lastAccessTime,
        int maxInactiveInterval,
        @Nullable String principalName,
        @Nullable UUID memberId,
        @Nullable Instant signedInAt,
        @Nullable String device,
        @Nullable String address,
        @Nullable String otherAttributes) {}
