package vouchsafe.oauth;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.crypto.Seal;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;

/**
 * Ends tokens at their client's wish (RFC 7009). An access token ends its whole family, as a refresh token does: the app
 * said that it is done. Hints are ignored, since a token shows its kind.
 */
public final class RevocationEndpoint {
    private final ClientAuthentication authentication;
    private final Seals seals;
    private final TokenFamilies families;
    private final DeveloperTokens developerTokens;
    private final Clients clients;
    private final InstantSource clock;

    RevocationEndpoint(
            ClientAuthentication authentication,
            Seals seals,
            TokenFamilies families,
            DeveloperTokens developerTokens,
            Clients clients,
            InstantSource clock) {
        this.authentication = authentication;
        this.seals = seals;
        this.families = families;
        this.developerTokens = developerTokens;
        this.clients = clients;
        this.clock = clock;
    }

    /** Ends a token of the calling client, and is done where there was nothing to end (RFC 7009 section 2.2). */
    public RevocationResult revokeByClient(Parameters parameters, ClientProof proof) {
        return switch (authentication.authenticate(proof)) {
            case TokenResult.Refused refused -> new RevocationResult.Refused(refused);
            case Caller.Known(Client client) -> revoke(client, parameters);
        };
    }

    /**
     * Ends a token without asking for its client, since its holder may always give it up. Tokens of projects are left to
     * {@link #revokeByClient}, which asks for the secret.
     */
    public RevocationResult revokeByHolder(Parameters parameters) {
        Optional<String> token = parameters.get("token");
        if (token.isEmpty() || parameters.repeated("token")) {
            return new RevocationResult.Refused(
                    new TokenResult.Refused(OAuthError.invalidRequest("Missing token parameter."), Optional.empty()));
        }
        developerTokens.check(token.get()).ifPresent(developerTokens::remove);
        family(token.get())
                .flatMap(families::read)
                .filter(family -> !family.revoked())
                .filter(family -> clients.find(family.clientRowId())
                        .filter(client -> client.kind() != Client.Kind.PROJECT)
                        .isPresent())
                .ifPresent(family -> families.revoke(family.id(), "revoked by the app", clock.instant()));
        return new RevocationResult.Done(Optional.empty());
    }

    private RevocationResult revoke(Client client, Parameters parameters) {
        Optional<String> token = parameters.get("token");
        if (token.isEmpty() || parameters.repeated("token")) {
            return new RevocationResult.Refused(new TokenResult.Refused(
                    OAuthError.invalidRequest("Send exactly one token parameter."), Optional.of(client)));
        }
        family(token.get())
                .flatMap(families::read)
                .filter(family -> family.clientRowId().equals(client.id()))
                .filter(family -> !family.revoked())
                .ifPresent(family -> families.revoke(family.id(), "revoked by the app", clock.instant()));
        return new RevocationResult.Done(Optional.of(client));
    }

    private Optional<UUID> family(String token) {
        return seals.open(SealKind.REFRESH, token)
                .or(() -> seals.open(SealKind.ACCESS, token))
                .or(() -> seals.open(SealKind.NARROWED_ACCESS, token))
                .map(Seal::subject);
    }
}
