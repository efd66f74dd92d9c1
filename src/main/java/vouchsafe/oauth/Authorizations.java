package vouchsafe.oauth;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import vouchsafe.accounts.Credentials;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.clients.Lifetimes;
import vouchsafe.crypto.Seal;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;
import vouchsafe.grants.Grant;

/** Begins and ends the codes and tokens under a grant, in the caller's transaction where there is one. */
public final class Authorizations {
    private final TokenFamilies families;
    private final Clients clients;
    private final Seals seals;
    private final InstantSource clock;

    Authorizations(TokenFamilies families, Clients clients, Seals seals, InstantSource clock) {
        this.families = families;
        this.clients = clients;
        this.seals = seals;
        this.clock = clock;
    }

    /**
     * Makes a code for this request under this grant.
     *
     * @param credentials of the browser in which the member allowed it
     * @return empty where the grant, the credentials or the client ended meanwhile
     */
    public Optional<Secret> issueCode(AuthorizationRequest request, Grant grant, Credentials credentials) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        boolean everything = request.scopes().equals(request.client().scopes());
        CodeBinding binding = new CodeBinding(
                everything ? null : Scopes.join(request.scopes()),
                CodeProof.digest(request.redirectUri()),
                request.redirectNamed(),
                request.codeChallenge() == null ? null : Base64.getUrlDecoder().decode(request.codeChallenge()),
                request.nonce());
        return families.open(grant.id(), credentials, request.client(), binding, now)
                .map(id -> new Secret(seals.seal(Seal.of(SealKind.CODE, id, 0, now))));
    }

    /** The latest sign-ins by apps under this grant, newest first; a code that was never exchanged does not count. */
    public List<AppSignIn> signIns(Grant grant, int most) {
        Optional<Lifetimes> lifetimes = clients.find(grant.clientRowId()).map(Client::lifetimes);
        return families.ofGrant(grant.id(), most).stream()
                .map(each -> signIn(each, lifetimes))
                .toList();
    }

    private AppSignIn signIn(FamilyTable.Ended ended, Optional<Lifetimes> lifetimes) {
        TokenFamily family = ended.family();
        Optional<Instant> expiry = lifetimes.flatMap(family::expiry).filter(end -> !end.isAfter(clock.instant()));
        Instant endedAt = family.revokedAt() != null ? family.revokedAt() : expiry.orElse(null);
        return new AppSignIn(
                family.id(),
                family.createdAt(),
                family.issuedAt(),
                family.generation() - 1,
                endedAt,
                family.revoked() ? ended.because() : endedAt == null ? null : "expired");
    }

    /** Ends one sign-in under this grant; false where none such lives. */
    public boolean endOne(Grant grant, UUID signInId, String because) {
        Optional<TokenFamily> family = families.read(signInId)
                .filter(each -> each.grantId().equals(grant.id()))
                .filter(each -> !each.revoked());
        family.ifPresent(each -> families.revoke(each.id(), because, clock.instant()));
        return family.isPresent();
    }

    /** Ends every code and token under this grant. */
    public void endAll(UUID grantId, String because) {
        families.revokeAll(grantId, because, clock.instant());
    }
}
