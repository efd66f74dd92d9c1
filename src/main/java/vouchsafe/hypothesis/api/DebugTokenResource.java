package vouchsafe.hypothesis.api;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vouchsafe.clients.Client;
import vouchsafe.hypothesis.ApiCaller;
import vouchsafe.hypothesis.ApiToken;
import vouchsafe.hypothesis.Refusals;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.BearerToken;
import vouchsafe.web.api.Route;

/** {@code GET /api/debug-token}: the server's view of a token, for developers of apps. */
final class DebugTokenResource {
    private final InstantSource clock;

    DebugTokenResource(InstantSource clock) {
        this.clock = clock;
    }

    /** A route that is not listed; in the log of calls it has a name all the same. */
    Route<AnnotationEndpoint> route() {
        return new Route<>(
                "debug-token",
                "GET",
                "debug-token",
                new AnnotationEndpoint("", "The server's view of a token", false, false, this::answer));
    }

    private ApiAnswer answer(AnnotationCall call) throws ApiRefusal {
        if (call.caller() instanceof ApiCaller.ForMember member) {
            return ApiAnswer.ok(describe(member));
        }
        boolean sent = BearerToken.in(call.request().header("Authorization").orElse(null))
                .filter(token -> !token.isEmpty())
                .isPresent();
        call.request().answerWith("WWW-Authenticate", sent ? "Bearer error=\"invalid_token\"" : "Bearer");
        throw new ApiRefusal(
                401,
                "missing_token",
                Map.of(
                        "error",
                        "missing_token",
                        "error_description",
                        sent
                                ? "Bearer token does not exist or is expired"
                                : "Bearer token is missing in Authorization HTTP header"),
                Refusals.NOT_FOUND);
    }

    private Map<String, @Nullable Object> describe(ApiCaller.ForMember member) {
        ApiToken token = member.token();
        Instant expiresAt = token.expiresAt();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("userid", member.userId().toString());
        answer.put("expires_at", expiresAt == null ? null : expiresAt.toString());
        answer.put("issued_at", token.issuedAt().toString());
        answer.put("expired", expiresAt != null && !clock.instant().isBefore(expiresAt));
        Client client = token.client();
        if (client != null) {
            Map<String, Object> named = new LinkedHashMap<>();
            named.put("id", client.clientId());
            named.put("name", client.name());
            answer.put("client", named);
        }
        return answer;
    }
}
