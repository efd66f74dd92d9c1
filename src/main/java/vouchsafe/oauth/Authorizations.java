package vouchsafe.oauth;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import vouchsafe.crypto.Seal;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;
import vouchsafe.grants.Grant;

/** Begins and ends what hangs from a grant. Part of the caller's transaction where there is one. */
public final class Authorizations {
    private final TokenFamilies families;
    private final Seals seals;
    private final InstantSource clock;

    Authorizations(TokenFamilies families, Seals seals, InstantSource clock) {
        this.families = families;
        this.seals = seals;
        this.clock = clock;
    }

    /** A code for this request under this grant; empty where the grant is not active any more. */
    public Optional<Secret> issueCode(AuthorizationRequest request, Grant grant) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        boolean everything = request.scopes().equals(request.client().scopes());
        CodeBinding binding = new CodeBinding(
                everything ? null : Scopes.join(request.scopes()),
                CodeProof.digest(request.redirectUri()),
                request.redirectNamed(),
                request.codeChallenge() == null ? null : Base64.getUrlDecoder().decode(request.codeChallenge()),
                request.nonce());
        return families.open(grant.id(), request.client(), binding, now)
                .map(id -> new Secret(seals.seal(Seal.of(SealKind.CODE, id, 0, now))));
    }

    /** Ends every code and token under this grant. */
    public void endAll(UUID grantId, String because) {
        families.revokeAll(grantId, because, clock.instant());
    }
}
