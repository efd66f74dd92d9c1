package vouchsafe.oauth;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a refresh asks of the database: the next generation of this family, if it is at this one, was not idle, and is not too
 * old. Times are whole seconds.
 *
 * @param idleSince the present generation must be younger
 * @param createdSince the family must be younger
 */
record Refresh(UUID family, UUID clientRowId, int generation, Instant now, Instant idleSince, Instant createdSince) {

    /** What its tokens state afterwards. */
    TokenState next(@Nullable String scope) {
        return new TokenState(family, generation + 1, now, scope);
    }
}
