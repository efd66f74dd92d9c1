package vouchsafe.oauth;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vouchsafe.clients.Client;
import vouchsafe.crypto.Seal;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;

/** Makes the tokens of a family from its state. Deterministic: the same state gives the same tokens. */
final class Tokens {
    private final Seals seals;

    Tokens(Seals seals) {
        this.seals = seals;
    }

    /** The tokens of this generation; {@code asked} narrows the access token only (RFC 6749 section 6). */
    TokenResult.Issued issue(Client client, TokenState state, Optional<List<String>> asked, Instant now) {
        List<String> held = state.scopes(client);
        boolean narrowed = asked.isPresent() && !asked.get().containsAll(held);
        List<String> scopes =
                narrowed ? held.stream().filter(asked.orElseThrow()::contains).toList() : held;
        String access = narrowed
                ? seals.seal(new Seal(
                        SealKind.NARROWED_ACCESS,
                        state.family(),
                        state.generation(),
                        state.issuedAt().getEpochSecond(),
                        Scopes.mask(held, scopes)))
                : seals.seal(Seal.of(SealKind.ACCESS, state.family(), state.generation(), state.issuedAt()));
        Secret refresh = client.grantTypes().contains("refresh_token")
                ? new Secret(
                        seals.seal(Seal.of(SealKind.REFRESH, state.family(), state.generation(), state.issuedAt())))
                : null;
        long age = now.getEpochSecond() - state.issuedAt().getEpochSecond();
        return new TokenResult.Issued(
                client, new Secret(access), refresh, client.lifetimes().access().toSeconds() - age, scopes);
    }
}
