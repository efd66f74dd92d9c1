package vouchsafe.oauth;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import vouchsafe.clients.Client;
import vouchsafe.clients.GrantTypes;

/** The one token endpoint (RFC 6749 section 3.2): the checks in their order, then the grant's own. */
public final class TokenEndpoint {
    /** Grants that exist elsewhere and are refused for what they are, rather than as unknown. */
    private static final Set<String> KNOWN = Set.of("authorization_code", "refresh_token");

    private final ClientAuthentication authentication;
    private final CodeExchange codeExchange;
    private final RefreshExchange refreshExchange;
    private final AssertionExchange assertionExchange;
    private final InstantSource clock;

    TokenEndpoint(
            ClientAuthentication authentication,
            CodeExchange codeExchange,
            RefreshExchange refreshExchange,
            AssertionExchange assertionExchange,
            InstantSource clock) {
        this.authentication = authentication;
        this.codeExchange = codeExchange;
        this.refreshExchange = refreshExchange;
        this.assertionExchange = assertionExchange;
        this.clock = clock;
    }

    /** Answers a token request; never throws for anything a client can send. */
    public TokenResult handle(Parameters parameters, ClientCredentials credentials, TokenRules rules) {
        Optional<OAuthError> malformed = rejectMalformed(parameters, rules);
        if (malformed.isPresent()) {
            return new TokenResult.Refused(malformed.get(), Optional.empty());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (parameters.get("grant_type").equals(Optional.of(GrantTypes.JWT_BEARER))) {
            return assertionExchange.exchange(parameters, now);
        }
        return parameters.get("grant_type").equals(Optional.of("refresh_token"))
                ? refresh(parameters, credentials, rules, now)
                : exchange(parameters, credentials);
    }

    /** A strict client names itself; the token of a lenient one says whose it is, whoever the request names. */
    private TokenResult refresh(Parameters parameters, ClientCredentials credentials, TokenRules rules, Instant now) {
        Optional<String> token = parameters.get("refresh_token");
        if (rules.requestFirst() && token.isEmpty()) {
            return new TokenResult.Refused(
                    OAuthError.invalidRequest("Missing refresh token parameter."), Optional.empty());
        }
        // Whoever names a strict client costs no look at the row of a token.
        boolean strict = authentication
                .named(credentials)
                .filter(client -> !namedByItsTokens(client))
                .isPresent();
        if (strict && !rules.requestFirst()) {
            return exchange(parameters, credentials);
        }
        Optional<Client> holder = token.flatMap(refreshExchange::holder);
        if (rules.requestFirst() && holder.isEmpty()) {
            return new TokenResult.Refused(OAuthError.invalidRequest("Invalid refresh_token."), Optional.empty());
        }
        Optional<Client> told = strict ? Optional.empty() : holder.filter(TokenEndpoint::namedByItsTokens);
        return told.isPresent() ? refresh(told.get(), parameters, credentials, now) : exchange(parameters, credentials);
    }

    /** Also where assertions stand in for the secret: those tokens are in browsers, which have none. */
    private static boolean namedByItsTokens(Client client) {
        return client.lifetimes().lenient() || client.grantTypes().contains(GrantTypes.JWT_BEARER);
    }

    /** A client with a secret shows it, unless assertions stood in for it. */
    private TokenResult refresh(Client client, Parameters parameters, ClientCredentials credentials, Instant now) {
        if (client.confidential() && !client.grantTypes().contains(GrantTypes.JWT_BEARER)) {
            ClientCredentials derived = new ClientCredentials(client.clientId(), credentials.secret());
            if (authentication.authenticate(derived) instanceof ClientAuthentication.Result.Unknown unknown) {
                return new TokenResult.Refused(unknown.error(), unknown.claimed());
            }
        }
        if (!client.usable()) {
            return refused(client, OAuthError.invalidClient("the client is suspended"));
        }
        return client.grantTypes().contains("refresh_token")
                ? refreshExchange.exchange(client, parameters, now)
                : refused(client, OAuthError.unauthorizedClient("This client may not use refresh_token."));
    }

    private static Optional<OAuthError> rejectMalformed(Parameters parameters, TokenRules rules) {
        Optional<String> repeated = parameters.anyRepeated();
        if (repeated.isPresent()) {
            return Optional.of(
                    OAuthError.invalidRequest("The parameter " + printable(repeated.get()) + " came twice."));
        }
        Optional<String> grantType = parameters.get("grant_type");
        if (rules.requestFirst()
                && grantType
                        .filter(type -> KNOWN.contains(type) || type.equals(GrantTypes.JWT_BEARER))
                        .isEmpty()) {
            return Optional.of(OAuthError.unsupportedGrantType("This server has no such grant_type."));
        }
        if (grantType.isEmpty()) {
            return Optional.of(OAuthError.invalidRequest("Missing grant_type parameter."));
        }
        return Optional.empty();
    }

    private TokenResult exchange(Parameters parameters, ClientCredentials credentials) {
        return switch (authentication.authenticate(credentials)) {
            case ClientAuthentication.Result.Unknown unknown ->
                new TokenResult.Refused(unknown.error(), unknown.claimed());
            case ClientAuthentication.Result.Known known -> exchange(known.client(), parameters);
        };
    }

    private TokenResult exchange(Client client, Parameters parameters) {
        String grantType = parameters.get("grant_type").orElseThrow();
        if (!KNOWN.contains(grantType)) {
            return refused(client, OAuthError.unsupportedGrantType("This server has no such grant_type."));
        }
        if (!client.grantTypes().contains(grantType)) {
            return refused(client, OAuthError.unauthorizedClient("This client may not use " + grantType + "."));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return grantType.equals("authorization_code")
                ? codeExchange.exchange(client, parameters, now)
                : refreshExchange.exchange(client, parameters, now);
    }

    static TokenResult refused(Client client, OAuthError error) {
        return new TokenResult.Refused(error, Optional.of(client));
    }

    private static String printable(String name) {
        return name.replaceAll("[^A-Za-z0-9_]", "?");
    }
}
