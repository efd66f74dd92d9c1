package vouchsafe.oauth;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import vouchsafe.clients.Client;

/** The one token endpoint (RFC 6749 section 3.2): the checks in their order, then the grant's own. */
public final class TokenEndpoint {
    /** Grants that exist elsewhere and are refused for what they are, rather than as unknown. */
    private static final Set<String> KNOWN = Set.of("authorization_code", "refresh_token");

    private final ClientAuthentication authentication;
    private final CodeExchange codeExchange;
    private final RefreshExchange refreshExchange;
    private final InstantSource clock;

    TokenEndpoint(
            ClientAuthentication authentication,
            CodeExchange codeExchange,
            RefreshExchange refreshExchange,
            InstantSource clock) {
        this.authentication = authentication;
        this.codeExchange = codeExchange;
        this.refreshExchange = refreshExchange;
        this.clock = clock;
    }

    /** Answers a token request; never throws for anything a client can send. */
    public TokenResult handle(Parameters parameters, ClientCredentials credentials, TokenRules rules) {
        Optional<OAuthError> malformed = rejectMalformed(parameters);
        if (malformed.isPresent()) {
            return new TokenResult.Refused(malformed.get(), Optional.empty());
        }
        return switch (authentication.authenticate(credentials)) {
            case ClientAuthentication.Result.Unknown unknown ->
                new TokenResult.Refused(unknown.error(), unknown.claimed());
            case ClientAuthentication.Result.Known known -> exchange(known.client(), parameters, rules);
        };
    }

    private static Optional<OAuthError> rejectMalformed(Parameters parameters) {
        Optional<String> repeated = parameters.anyRepeated();
        if (repeated.isPresent()) {
            return Optional.of(
                    OAuthError.invalidRequest("The parameter " + printable(repeated.get()) + " came twice."));
        }
        if (parameters.get("grant_type").isEmpty()) {
            return Optional.of(OAuthError.invalidRequest("Missing grant_type parameter."));
        }
        return Optional.empty();
    }

    private TokenResult exchange(Client client, Parameters parameters, TokenRules rules) {
        String grantType = parameters.get("grant_type").orElseThrow();
        if (!KNOWN.contains(grantType)) {
            return refused(client, OAuthError.unsupportedGrantType("This server has no such grant_type."));
        }
        if (!client.grantTypes().contains(grantType)) {
            return refused(client, OAuthError.unauthorizedClient("This client may not use " + grantType + "."));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return grantType.equals("authorization_code")
                ? codeExchange.exchange(client, parameters, rules, now)
                : refreshExchange.exchange(client, parameters, now);
    }

    static TokenResult refused(Client client, OAuthError error) {
        return new TokenResult.Refused(error, Optional.of(client));
    }

    private static String printable(String name) {
        return name.replaceAll("[^A-Za-z0-9_]", "?");
    }
}
