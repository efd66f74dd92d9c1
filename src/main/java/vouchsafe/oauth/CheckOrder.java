package vouchsafe.oauth;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The checks that a token request passes before its client is authenticated. Dialects differ in these and in their words;
 * the parameters that may be left out go by the client (see {@link vouchsafe.clients.Lifetimes#lenient()}), not by the
 * dialect.
 */
public enum CheckOrder {
    /** The order of RFC 6749: the client is authenticated first, then told of faults. */
    CLIENT_FIRST(List.of(CheckOrder::requireGrantType)),

    /** A request that could be served for no client is refused before the client is authenticated. */
    REQUEST_FIRST(List.of(CheckOrder::requireServedGrant, CheckOrder::requireFaultlessRequest));

    private final List<Function<TokenRequest, Optional<OAuthError>>> checks;

    CheckOrder(List<Function<TokenRequest, Optional<OAuthError>>> checks) {
        this.checks = checks;
    }

    /** The error of the first check that fails; empty where all pass. */
    Optional<OAuthError> reject(TokenRequest request) {
        for (Function<TokenRequest, Optional<OAuthError>> check : checks) {
            Optional<OAuthError> error = check.apply(request);
            if (error.isPresent()) {
                return error;
            }
        }
        return Optional.empty();
    }

    private static Optional<OAuthError> requireGrantType(TokenRequest request) {
        return request.namesGrant()
                ? Optional.empty()
                : Optional.of(OAuthError.invalidRequest("Missing grant_type parameter."));
    }

    private static Optional<OAuthError> requireServedGrant(TokenRequest request) {
        return request.served() ? Optional.empty() : Optional.of(UnservedGrant.error());
    }

    private static Optional<OAuthError> requireFaultlessRequest(TokenRequest request) {
        return request.read().fault();
    }
}
