package vouchsafe.annotations;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Annotations that are about to be handed to a client that acts for the member who wrote them.
 *
 * @param clientRowId row id of the client that acts for the member; null where it is the member's own token
 * @param grantId the grant it acts under; null where it is the member's own token
 * @param annotations how many
 * @param requests in how many answers or messages
 */
public record AnnotationHandout(
        UUID memberId,
        @Nullable UUID clientRowId,
        @Nullable UUID grantId,
        ReadWay way,
        long annotations,
        long requests) {}
