package vouchsafe.oauth;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The data with which a refresh asks the database for the next generation of a family: it must be at this generation, not
 * idle for too long and not too old. Times are whole seconds.
 *
 * @param idleSince moment after which the present generation must have begun
 * @param createdSince moment after which the family must have begun
 */
record Refresh(UUID family, UUID clientRowId, int generation, Instant now, Instant idleSince, Instant createdSince) {

    /** The state of the tokens afterwards. */
    TokenState next(@Nullable String scope) {
        return new TokenState(family, generation + 1, now, scope);
    }
}
