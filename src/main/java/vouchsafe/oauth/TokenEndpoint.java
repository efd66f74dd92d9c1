package vouchsafe.oauth;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vouchsafe.clients.Client;

/**
 * The one token endpoint (RFC 6749 section 3.2): the checks of every request in their order, then the grant's own. The
 * grants are a list, and the way of authentication comes with the proof: this class knows neither by name.
 */
public final class TokenEndpoint {
    private static final GrantHandler UNSERVED = new UnservedGrant();
    private static final Set<String> OF_EVERY_REQUEST = Set.of("grant_type", "client_id", "client_secret");

    private final ClientAuthentication authentication;
    private final List<GrantHandler> grants;
    private final Set<String> known;
    private final InstantSource clock;

    TokenEndpoint(ClientAuthentication authentication, List<GrantHandler> grants, InstantSource clock) {
        this.authentication = authentication;
        this.grants = List.copyOf(grants);
        this.known = Stream.concat(
                        OF_EVERY_REQUEST.stream(), grants.stream().flatMap(grant -> grant.parameters().stream()))
                .collect(Collectors.toUnmodifiableSet());
        this.clock = clock;
    }

    /** The values of {@code grant_type} that are served. */
    public List<String> grantTypes() {
        return grants.stream().map(GrantHandler::name).toList();
    }

    /** Answers a token request; never throws for anything a client can send. */
    public TokenResult handle(Parameters parameters, ClientProof proof, CheckOrder order) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<OAuthError> repeated = rejectRepeated(parameters.only(known));
        if (repeated.isPresent()) {
            return new TokenResult.Refused(repeated.get(), Optional.empty());
        }
        TokenRequest request = read(parameters);
        Optional<OAuthError> early = order.reject(request);
        if (early.isPresent()) {
            return new TokenResult.Refused(early.get(), Optional.empty());
        }
        return switch (request.read().caller(authentication, proof)) {
            case TokenResult.Refused refused -> refused;
            case Caller.Known(Client client) -> {
                Optional<OAuthError> barred = requireRegisteredGrant(client, request);
                yield barred.isPresent()
                        ? refused(client, barred.get())
                        : request.read().exchange(client, now);
            }
        };
    }

    private TokenRequest read(Parameters parameters) {
        Optional<String> grantType = parameters.get("grant_type");
        GrantHandler grant = grantType.flatMap(this::served).orElse(UNSERVED);
        return new TokenRequest(grantType.isPresent(), grant, grant.read(parameters.only(grant.parameters())));
    }

    private Optional<GrantHandler> served(String grantType) {
        for (GrantHandler grant : grants) {
            if (grant.name().equals(grantType)) {
                return Optional.of(grant);
            }
        }
        return Optional.empty();
    }

    /** Parameters that no grant reads are ignored, however often they come (RFC 6749 section 3.2). */
    private static Optional<OAuthError> rejectRepeated(Parameters parameters) {
        return parameters
                .anyRepeated()
                .map(name -> OAuthError.invalidRequest("The parameter " + name + " came twice."));
    }

    /**
     * Asks for registration only where the grant is served: the client of an unserved one is told that it is not served.
     */
    private static Optional<OAuthError> requireRegisteredGrant(Client client, TokenRequest request) {
        String name = request.grant().name();
        return !request.served() || client.grantTypes().contains(name)
                ? Optional.empty()
                : Optional.of(OAuthError.unauthorizedClient("This client may not use " + name + "."));
    }

    static TokenResult refused(Client client, OAuthError error) {
        return new TokenResult.Refused(error, Optional.of(client));
    }
}
