package vouchsafe.oauth;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the exchange of a code asks of the database. Times are whole seconds. */
record Redemption(UUID family, UUID clientRowId, CodeProof proof, Instant now) {

    /** The state of the tokens afterwards. */
    TokenState next(@Nullable String scope) {
        return new TokenState(family, 1, now, scope);
    }
}
