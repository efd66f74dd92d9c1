package vouchsafe.annotations;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of the ledger: what one reader was handed of a member's own annotations in one hour, in one way.
 *
 * @param clientRowId row id of the client that read; null where it was the member's own token
 * @param grantId the grant it read under; null where it was the member's own token
 * @param annotations how many were handed out; one that was handed out twice counts twice
 * @param requests in how many answers or messages
 */
public record AnnotationRead(
        UUID id,
        @Nullable UUID clientRowId,
        @Nullable UUID grantId,
        ReadWay way,
        long annotations,
        long requests,
        Instant firstAt,
        Instant lastAt) {}
