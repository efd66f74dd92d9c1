package vouchsafe.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An audit event as stored.
 *
 * @param kind dotted name
 * @param actorId the member who did it, or null
 * @param subjectId the member it was done to, or null
 * @param clientRowId row id of the client concerned, or null
 * @param requestId id of the request that caused it, or null
 * @param address where that request came from, or null
 * @param detail short facts
 */
public record AuditEntry(
        UUID id,
        Instant at,
        String kind,
        @Nullable UUID actorId,
        @Nullable UUID subjectId,
        @Nullable UUID clientRowId,
        @Nullable String requestId,
        @Nullable String address,
        Map<String, String> detail) {}
