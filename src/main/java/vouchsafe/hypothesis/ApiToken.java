package vouchsafe.hypothesis;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.clients.Client;
import vouchsafe.grants.Grant;

/**
 * The token that a member's app sent.
 *
 * @param client the app; null for a member's own developer token
 * @param id id of the sign-in by the app (a token family, whose end is announced on the channel {@code family}), or of the
 *     developer token (announced on {@link vouchsafe.oauth.DeveloperTokens#ENDED})
 * @param expiresAt null for a developer token, which never expires
 * @param grant the grant that the member gave; null for a developer token
 */
public record ApiToken(
        @Nullable Client client,
        UUID id,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        @Nullable Grant grant) {}
