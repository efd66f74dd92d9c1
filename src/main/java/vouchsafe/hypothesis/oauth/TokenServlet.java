package vouchsafe.hypothesis.oauth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.db.Work;
import vouchsafe.hypothesis.ApiServlet;
import vouchsafe.hypothesis.RefusedCalls;
import vouchsafe.oauth.ClientCredentials;
import vouchsafe.oauth.OAuthError;
import vouchsafe.oauth.Parameters;
import vouchsafe.oauth.Secret;
import vouchsafe.oauth.TokenEndpoint;
import vouchsafe.oauth.TokenResult;
import vouchsafe.oauth.TokenRules;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;
import vouchsafe.web.SenderNetwork;
import vouchsafe.web.api.FailureLimit;

/** {@code POST /api/token}: reads the form, asks the core, words the answer for annotation clients. */
final class TokenServlet extends ApiServlet {
    private static final long serialVersionUID = 1L;
    private static final String IN_URL = "URL query parameters are not allowed";

    private final transient TokenEndpoint endpoint;
    private final transient RefusedCalls calls;
    private final transient FailureLimit failures;
    private final transient OAuthAnswers answers;

    TokenServlet(JsonMapper json, TokenEndpoint endpoint, RefusedCalls calls, FailureLimit failures) {
        super(json, Set.of("POST"));
        this.endpoint = endpoint;
        this.calls = calls;
        this.failures = failures;
        this.answers = new OAuthAnswers(json);
    }

    @Override
    protected Work work() {
        return Work.TOKENS;
    }

    @Override
    protected void call(HttpServletRequest request, HttpServletResponse response) throws BadRequest, IOException {
        response.setHeader("Hypothesis-Media-Type", "application/vnd.hypothesis.v1+json");
        if (request.getQueryString() != null) {
            calls.refused(Optional.empty(), claimedIn(request), "token", 400, "invalid_request", IN_URL);
            throw new BadRequest(400, IN_URL);
        }
        Parameters parameters = new Parameters(form(request));
        String authorization = request.getHeader("Authorization");
        ClientCredentials credentials = ClientCredentials.read(authorization, parameters);
        // Only credentials are guessed: a browser whose login ran out must not slow down others behind the same
        // address.
        String[] caller = {SenderNetwork.of(request.getRemoteAddr()), String.valueOf(credentials.clientId())};
        long wait = failures.secondsToWait(caller);
        if (wait > 0) {
            response.setHeader("Retry-After", Long.toString(wait));
            calls.refused(
                    Optional.empty(),
                    credentials.clientId(),
                    "token",
                    429,
                    "slow_down",
                    "too many refused requests before it");
            write(response, 429, failure(429, "slow_down", "Too many refused requests; wait " + wait + " s."));
            return;
        }
        switch (endpoint.handle(parameters, credentials, TokenRules.HYPOTHESIS)) {
            case TokenResult.Issued issued -> {
                calls.served(issued.client(), "token");
                write(response, 200, words(issued, parameters.get("grant_type").orElse("")));
            }
            case TokenResult.Refused(OAuthError error, var client) -> {
                if (error.status() == 401) {
                    failures.failed(caller);
                    challenge(authorization, response);
                }
                calls.refused(client, credentials.clientId(), "token", error.status(), error.code(), error.detail());
                write(response, error.status(), failure(error.status(), error.code(), error.description()));
            }
        }
    }

    /** Whoever tried the header is told which one would do (RFC 6749 section 5.2). */
    private static void challenge(@Nullable String authorization, HttpServletResponse response) {
        if (authorization != null) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"vouchsafe\"");
        }
    }

    private static @Nullable String claimedIn(HttpServletRequest request) {
        try {
            return new Parameters(FormBody.decode(request.getQueryString()))
                    .get("client_id")
                    .orElse(null);
        } catch (BadRequest unreadable) {
            return null;
        }
    }

    /** A body of another type names no grant type, as such clients expect to be told. */
    private static Map<String, List<String>> form(HttpServletRequest request) throws BadRequest, IOException {
        try {
            return FormBody.read(request);
        } catch (BadRequest unsupported) {
            if (unsupported.status() == 415) {
                return Map.of();
            }
            throw unsupported;
        }
    }

    private static Map<String, Object> words(TokenResult.Issued issued, String grantType) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", issued.accessToken().reveal());
        answer.put("expires_in", issued.expiresIn());
        answer.put("token_type", "Bearer");
        if (!grantType.equals(TokenEndpoint.ASSERTION)) {
            answer.put("scope", String.join(" ", issued.scopes()));
        }
        Optional<Secret> refreshToken = Optional.ofNullable(issued.refreshToken());
        refreshToken.ifPresent(token -> answer.put("refresh_token", token.reveal()));
        return answer;
    }

    @Override
    protected Object failure(int status, String error, String description) {
        return answers.failure(error, description);
    }
}
