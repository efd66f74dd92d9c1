package vouchsafe.oauth;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import vouchsafe.clients.Client;
import vouchsafe.clients.GrantTypes;
import vouchsafe.crypto.Digests;
import vouchsafe.crypto.Seal;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;

/** Turns a code into tokens (RFC 6749 section 4.1.3, RFC 7636 section 4.6). */
final class CodeExchange implements GrantHandler {
    /** RFC 7636 section 4.1. */
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9\\-._~]{43,128}");

    private static final Set<String> PARAMETERS = Set.of("code", "redirect_uri", "code_verifier");
    private static final String BAD_CODE = "The code is unknown, expired or already used.";

    private final Seals seals;
    private final TokenFamilies families;
    private final Tokens tokens;

    CodeExchange(Seals seals, TokenFamilies families, Tokens tokens) {
        this.seals = seals;
        this.families = families;
        this.tokens = tokens;
    }

    @Override
    public String name() {
        return GrantTypes.AUTHORIZATION_CODE;
    }

    @Override
    public Set<String> parameters() {
        return PARAMETERS;
    }

    @Override
    public GrantRequest read(Parameters parameters) {
        return (client, now) -> exchange(client, parameters, now);
    }

    private TokenResult exchange(Client client, Parameters parameters, Instant now) {
        Optional<String> code = parameters.get("code");
        if (code.isEmpty()) {
            return refused(client, OAuthError.invalidRequest("Missing code parameter."));
        }
        Optional<String> verifier = parameters.get("code_verifier");
        if (verifier.isPresent() && !VERIFIER.matcher(verifier.get()).matches()) {
            return refused(
                    client,
                    OAuthError.invalidGrant(
                            "code_verifier must have 43 to 128 characters of A-Z a-z 0-9 - . _ ~",
                            "malformed code_verifier"));
        }
        Optional<Seal> seal = seals.open(SealKind.CODE, code.get());
        if (seal.isEmpty()) {
            return refused(client, OAuthError.invalidGrant(BAD_CODE, "not a code of this server"));
        }
        CodeProof proof = new CodeProof(
                parameters.get("redirect_uri").map(CodeProof::digest).orElse(null),
                client.lifetimes().lenient(),
                verifier.map(Digests::sha256).orElse(null));
        UUID id = seal.get().subject();
        Optional<TokenState> redeemed = families.redeem(id, client, proof, now);
        return redeemed.isPresent()
                ? tokens.issue(client, redeemed.get(), Optional.empty(), now)
                : refused(client, explain(id, client, proof, now));
    }

    /** Tells why no code was redeemed, and ends the family where the code's own client replays it. */
    private OAuthError explain(UUID id, Client client, CodeProof proof, Instant now) {
        Optional<TokenFamily> family = families.read(id);
        if (family.isEmpty() || !family.get().clientRowId().equals(client.id())) {
            return OAuthError.invalidGrant(BAD_CODE, "the code belongs to another client, or is gone");
        }
        if (!families.proves(id, client, proof)) {
            return mismatch(families.binding(id), proof);
        }
        if (family.get().generation() > 0 && !family.get().revoked()) {
            families.revokeReplayed(family.get(), "code replayed", now);
            return OAuthError.invalidGrant(
                    BAD_CODE, "the code was used before; its tokens were ended (RFC 6749 section 4.1.2)");
        }
        return OAuthError.invalidGrant(
                BAD_CODE,
                family.get().revoked() ? "the authorization behind the code has ended" : "the code has expired");
    }

    private static OAuthError mismatch(Optional<CodeBinding> bound, CodeProof proof) {
        if (bound.isEmpty()) {
            return OAuthError.invalidGrant(BAD_CODE, "the code is gone");
        }
        byte[] challenge = bound.get().codeChallenge();
        byte[] shown = proof.codeChallenge();
        if (challenge != null && shown == null) {
            return OAuthError.invalidGrant("Code verifier required.", "code_verifier missing after a code_challenge");
        }
        if (challenge == null && shown != null) {
            return OAuthError.invalidGrant(
                    "code_verifier was sent, but the authorization request had no code_challenge.",
                    "code_verifier without code_challenge");
        }
        if (challenge != null && shown != null && !Digests.same(challenge, shown)) {
            return OAuthError.invalidGrant("code_verifier does not match the code_challenge.", "wrong code_verifier");
        }
        return OAuthError.invalidGrant(
                "Mismatching redirect URI.",
                proof.redirectDigest() == null
                        ? "redirect_uri missing, though the authorization request named one"
                        : "redirect_uri differs from the one of the authorization request");
    }

    private static TokenResult refused(Client client, OAuthError error) {
        return TokenEndpoint.refused(client, error);
    }
}
