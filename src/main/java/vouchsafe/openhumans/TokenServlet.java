package vouchsafe.openhumans;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.audit.RequestLog;
import vouchsafe.db.Work;
import vouchsafe.oauth.ClientCredentials;
import vouchsafe.oauth.OAuthError;
import vouchsafe.oauth.Parameters;
import vouchsafe.oauth.Secret;
import vouchsafe.oauth.TokenEndpoint;
import vouchsafe.oauth.TokenResult;
import vouchsafe.oauth.TokenRules;
import vouchsafe.web.BadRequest;
import vouchsafe.web.SenderNetwork;
import vouchsafe.web.api.FailureLimit;
import vouchsafe.web.api.MachineServlet;

/**
 * {@code POST /oauth2/token/}, with and without the slash: reads the form, urlencoded or multipart, asks the core, words
 * the answer (RFC 6749 section 5).
 */
final class TokenServlet extends MachineServlet {
    private static final long serialVersionUID = 1L;

    private final transient TokenEndpoint endpoint;
    private final transient RequestLog requestLog;
    private final transient FailureLimit failures;

    TokenServlet(JsonMapper json, TokenEndpoint endpoint, RequestLog requestLog, FailureLimit failures) {
        super(json, Set.of("POST"));
        this.endpoint = endpoint;
        this.requestLog = requestLog;
        this.failures = failures;
    }

    @Override
    protected Work work() {
        return Work.TOKENS;
    }

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response) throws BadRequest, IOException {
        Parameters parameters = OAuthForms.read(request);
        ClientCredentials credentials = ClientCredentials.read(request.getHeader("Authorization"), parameters);
        String[] caller = {SenderNetwork.of(request.getRemoteAddr()), String.valueOf(credentials.clientId())};
        long wait = failures.secondsToWait(caller);
        if (wait > 0) {
            response.setHeader("Retry-After", Long.toString(wait));
            write(response, 429, failure(429, "slow_down", "Too many refused requests; wait " + wait + " s."));
            return;
        }
        switch (endpoint.handle(parameters, credentials, TokenRules.STRICT)) {
            case TokenResult.Issued issued -> {
                requestLog.answered(issued.client().id(), "token");
                write(response, 200, words(issued));
            }
            case TokenResult.Refused refused -> {
                failures.failed(caller);
                OAuthError error = refused.error();
                refused.client()
                        .ifPresent(client ->
                                requestLog.refused(client.id(), "token", error.status(), error.code(), error.detail()));
                refuse(response, error);
            }
        }
    }

    private void refuse(HttpServletResponse response, OAuthError error) throws IOException {
        OAuthForms.challenge(response, error);
        write(response, error.status(), failure(error.status(), error.code(), error.description()));
    }

    private static Map<String, Object> words(TokenResult.Issued issued) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", issued.accessToken().reveal());
        answer.put("expires_in", issued.expiresIn());
        answer.put("token_type", "Bearer");
        answer.put("scope", String.join(" ", issued.scopes()));
        Secret refreshToken = issued.refreshToken();
        if (refreshToken != null) {
            answer.put("refresh_token", refreshToken.reveal());
        }
        return answer;
    }
}
