package vouchsafe.oauth;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What of a token request is checked before it is asked who sends it. Dialects differ in this and in their words; what a
 * client may leave out goes by the client (see {@link vouchsafe.clients.Lifetimes#lenient()}), whichever dialect it speaks.
 */
public enum CheckOrder {
    /** As RFC 6749 has it: first the client is known, then it is told what is wrong. */
    CLIENT_FIRST(List.of(CheckOrder::requireGrantType)),

    /** A request that could be served for no client is refused without asking which one sends it. */
    REQUEST_FIRST(List.of(CheckOrder::requireServedGrant, CheckOrder::requireFaultlessRequest));

    private final List<Function<TokenRequest, Optional<OAuthError>>> checks;

    CheckOrder(List<Function<TokenRequest, Optional<OAuthError>>> checks) {
        this.checks = checks;
    }

    /** What the first check that fails has to say. */
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
