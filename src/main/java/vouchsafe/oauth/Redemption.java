package vouchsafe.oauth;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The data with which the exchange of a code asks the database. Times are whole seconds. */
record Redemption(UUID family, UUID clientId, CodeProof proof, Instant now) {

    /** The state of the tokens afterwards. */
    TokenState next(@Nullable String scope) {
        return new TokenState(family, 1, now, scope);
    }
}
