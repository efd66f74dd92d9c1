package vouchsafe.oauth;

import java.time.Instant;
import java.util.UUID;
import vouchsafe.accounts.Credentials;

/**
 * A family to begin, as a code. Times are whole seconds.
 *
 * @param credentials those of the member under which it was allowed
 * @param clientStamp the client's stamp when it was allowed
 */
record NewFamily(
        UUID id,
        UUID grantId,
        Credentials credentials,
        UUID clientRowId,
        int clientStamp,
        CodeBinding binding,
        Instant now,
        Instant codeExpiresAt) {}
