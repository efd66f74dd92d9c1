package vouchsafe.grants;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One member's consent to one client.
 *
 * @param clientRowId row id of the client
 * @param subject what the client knows the member by: 8 digits, kept for life, different for every client
 * @param hidden whether the member keeps this connection off public pages
 * @param createdAt when the member first joined
 * @param authorizedAt when they last agreed
 * @param withdrawnAt when it ended; null while it is active
 * @param withdrawnBy who ended it; null while active
 * @param lastReadAt when the client last read, to the minute; null for never
 */
public record Grant(
        UUID id,
        UUID clientRowId,
        UUID memberId,
        String subject,
        boolean active,
        Permissions permissions,
        boolean hidden,
        Instant createdAt,
        Instant authorizedAt,
        @Nullable Instant withdrawnAt,
        @Nullable EndedBy withdrawnBy,
        @Nullable Instant erasureRequestedAt,
        @Nullable Instant erasureConfirmedAt,
        @Nullable Instant lastReadAt) {}
