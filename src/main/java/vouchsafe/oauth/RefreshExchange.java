package vouchsafe.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.clients.GrantTypes;
import vouchsafe.clients.Lifetimes;
import vouchsafe.crypto.Seal;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;

/**
 * Rotates tokens (RFC 6749 section 6, RFC 9700 section 4.14.2). The token just replaced gives the same successor again for
 * a short while, so that two tabs do no harm. It does so for longer while that successor is unused, so that an answer lost
 * in an outage does no harm either. Any older token is a replay and ends the family.
 */
final class RefreshExchange implements GrantHandler {
    private static final Set<String> PARAMETERS = Set.of("refresh_token", "scope");
    private static final String BAD_TOKEN = "The refresh token is unknown, expired, revoked or already used.";

    private final Seals seals;
    private final TokenFamilies families;
    private final Tokens tokens;
    private final Clients clients;

    RefreshExchange(Seals seals, TokenFamilies families, Tokens tokens, Clients clients) {
        this.seals = seals;
        this.families = families;
        this.tokens = tokens;
        this.clients = clients;
    }

    @Override
    public String name() {
        return GrantTypes.REFRESH_TOKEN;
    }

    @Override
    public Set<String> parameters() {
        return PARAMETERS;
    }

    @Override
    public GrantRequest read(Parameters parameters) {
        return new RefreshRequest(parameters);
    }

    /**
     * Whether this client is named by its tokens. Its assertions stand in for its secret, and its tokens are in browsers.
     */
    private static boolean namedByItsTokens(Client client) {
        return client.lifetimes().lenient() || vouchedFor(client);
    }

    private static boolean vouchedFor(Client client) {
        return client.grantTypes().contains(GrantTypes.JWT_BEARER);
    }

    /**
     * One refresh. Looks for the token's client once at most, and not at all where a client that must name itself does so.
     */
    private final class RefreshRequest implements GrantRequest {
        private final Parameters parameters;
        private final @Nullable Seal seal;
        private @Nullable Optional<Client> holder;

        RefreshRequest(Parameters parameters) {
            this.parameters = parameters;
            this.seal = parameters
                    .get("refresh_token")
                    .flatMap(token -> seals.open(SealKind.REFRESH, token))
                    .orElse(null);
        }

        @Override
        public Optional<OAuthError> fault() {
            if (parameters.get("refresh_token").isEmpty()) {
                return Optional.of(OAuthError.invalidRequest("Missing refresh token parameter."));
            }
            return holder().isEmpty()
                    ? Optional.of(OAuthError.invalidRequest("Invalid refresh_token."))
                    : Optional.empty();
        }

        /**
         * Takes a strict client by the name in the request, and a lenient one from its token, even if the request names
         * another.
         */
        @Override
        public Caller caller(ClientAuthentication authentication, ClientProof proof) {
            Optional<Client> claimed = authentication.claimed(proof);
            if (claimed.isPresent() && !namedByItsTokens(claimed.get())) {
                return authentication.authenticate(claimed.get(), proof);
            }
            Optional<Client> told = holder().filter(RefreshExchange::namedByItsTokens);
            if (told.isEmpty()) {
                return authentication.authenticate(proof);
            }
            return told.get().confidential() && !vouchedFor(told.get())
                    ? authentication.authenticate(told.get(), proof)
                    : authentication.admit(told.get());
        }

        /**
         * The client of this refresh token, even if it was replaced or ended; empty where it is no token of this server.
         */
        private Optional<Client> holder() {
            Optional<Client> found = holder;
            if (found == null) {
                found = Optional.ofNullable(seal)
                        .flatMap(each -> families.current(each.subject(), each.generation()))
                        .flatMap(family -> clients.find(family.clientRowId()));
                holder = found;
            }
            return found;
        }

        @Override
        public TokenResult exchange(Client client, Instant now) {
            if (parameters.get("refresh_token").isEmpty()) {
                return refused(client, OAuthError.invalidRequest("Missing refresh_token parameter."));
            }
            return seal == null
                    ? refused(client, OAuthError.invalidGrant(BAD_TOKEN, "not a refresh token of this server"))
                    : rotate(client, seal, parameters.get("scope").map(Scopes::split), now);
        }
    }

    private TokenResult rotate(Client client, Seal seal, Optional<List<String>> asked, Instant now) {
        if (asked.isPresent()) {
            Optional<OAuthError> wider = rejectWiderScope(client, seal, asked.get());
            if (wider.isPresent()) {
                return refused(client, wider.get());
            }
        }
        Lifetimes lifetimes = client.lifetimes();
        Optional<TokenState> next = families.refresh(new Refresh(
                seal.subject(),
                client.id(),
                seal.generation(),
                now,
                since(now, lifetimes.refreshIdle()),
                since(now, lifetimes.refreshTotal())));
        return next.isPresent()
                ? tokens.issue(client, next.get(), asked, now)
                : repeatOrRefuse(client, seal, asked, now);
    }

    private Optional<OAuthError> rejectWiderScope(Client client, Seal seal, List<String> asked) {
        return families.read(seal.subject())
                .filter(family -> family.clientRowId().equals(client.id()))
                .filter(family -> !family.scopes(client).containsAll(asked))
                .map(family -> OAuthError.invalidScope("The scope is wider than what was granted."));
    }

    private TokenResult repeatOrRefuse(Client client, Seal seal, Optional<List<String>> asked, Instant now) {
        Optional<TokenFamily> known = families.read(seal.subject());
        if (known.isEmpty() || !known.get().clientRowId().equals(client.id())) {
            return refused(
                    client, OAuthError.invalidGrant(BAD_TOKEN, "the token belongs to another client, or is gone"));
        }
        TokenFamily family = known.get();
        if (family.revoked()) {
            return refused(client, OAuthError.invalidGrant(BAD_TOKEN, "the authorization has ended"));
        }
        if (seal.generation() == family.generation()) {
            return refused(client, OAuthError.invalidGrant(BAD_TOKEN, "the refresh token has expired"));
        }
        Optional<TokenState> again = again(client, seal, family, now);
        if (again.isPresent()) {
            // Having been used makes a token no better than it was.
            return seal.issuedAt().isAfter(since(now, client.lifetimes().refreshIdle()))
                    ? tokens.issue(client, again.get(), asked, now)
                    : refused(client, OAuthError.invalidGrant(BAD_TOKEN, "the refresh token has expired"));
        }
        families.revokeReplayed(family, "refresh token replayed", now);
        return refused(
                client,
                OAuthError.invalidGrant(
                        BAD_TOKEN,
                        "the refresh token was used before; the whole sign-in was ended (RFC 9700 section 4.14.2)"));
    }

    /** The state that the token just replaced still gives, if any. */
    private static Optional<TokenState> again(Client client, Seal seal, TokenFamily family, Instant now) {
        if (seal.generation() != family.generation() - 1 || seal.generation() == 0) {
            return Optional.empty();
        }
        if (!now.isAfter(family.issuedAt().plus(client.lifetimes().refreshGrace()))) {
            return Optional.of(family.state());
        }
        boolean lost = !family.used()
                && !now.isAfter(family.issuedAt().plus(client.lifetimes().refreshRetry()));
        // The same generation with a new lifetime: the first tokens may have expired before the client saw them.
        return lost ? Optional.of(family.state().at(now)) : Optional.empty();
    }

    private static Instant since(Instant now, @Nullable Duration lifetime) {
        return lifetime == null ? Instant.EPOCH : now.minus(lifetime);
    }

    private static TokenResult refused(Client client, OAuthError error) {
        return TokenEndpoint.refused(client, error);
    }
}
