package vouchsafe.hypothesis.oauth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.clients.Client;
import vouchsafe.hypothesis.ApiCaller;
import vouchsafe.hypothesis.ApiCallers;
import vouchsafe.hypothesis.ApiServlet;
import vouchsafe.hypothesis.ApiToken;
import vouchsafe.hypothesis.RefusedCalls;

/** {@code GET /api/debug-token}: the server's view of a token, for developers of apps. */
final class DebugTokenServlet extends ApiServlet {
    private static final long serialVersionUID = 1L;

    private final transient ApiCallers callers;
    private final transient RefusedCalls calls;
    private final transient InstantSource clock;

    DebugTokenServlet(JsonMapper json, ApiCallers callers, RefusedCalls calls, InstantSource clock) {
        super(json, Set.of("GET", "HEAD"));
        this.callers = callers;
        this.calls = calls;
        this.clock = clock;
    }

    @Override
    protected void call(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ApiCaller caller = callers.identify(request);
        if (caller instanceof ApiCaller.ForMember member) {
            write(response, 200, describe(member));
            return;
        }
        calls.refused(caller, "debug-token", 401, "missing_token", NOT_FOUND);
        boolean sent =
                ApiCallers.bearer(request).filter(token -> !token.isEmpty()).isPresent();
        response.setHeader("WWW-Authenticate", sent ? "Bearer error=\"invalid_token\"" : "Bearer");
        write(
                response,
                401,
                Map.of(
                        "error",
                        "missing_token",
                        "error_description",
                        sent
                                ? "Bearer token does not exist or is expired"
                                : "Bearer token is missing in Authorization HTTP header"));
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
