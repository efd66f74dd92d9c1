package vouchsafe.hypothesis.oauth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.db.Work;
import vouchsafe.hypothesis.ApiServlet;
import vouchsafe.hypothesis.RefusedCalls;
import vouchsafe.oauth.OAuthError;
import vouchsafe.oauth.Parameters;
import vouchsafe.oauth.RevocationEndpoint;
import vouchsafe.oauth.TokenResult;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;

/** {@code POST /oauth/revoke}: 200 with an empty JSON object, whatever the token was (RFC 7009 section 2.2). */
final class RevocationServlet extends ApiServlet {
    private static final long serialVersionUID = 1L;

    private final transient RevocationEndpoint endpoint;
    private final transient RefusedCalls calls;
    private final transient OAuthAnswers answers;

    RevocationServlet(JsonMapper json, RevocationEndpoint endpoint, RefusedCalls calls) {
        super(json, Set.of("POST"));
        this.endpoint = endpoint;
        this.calls = calls;
        this.answers = new OAuthAnswers(json);
    }

    @Override
    protected Work work() {
        return Work.TOKENS;
    }

    @Override
    protected void call(HttpServletRequest request, HttpServletResponse response) throws BadRequest, IOException {
        if (request.getQueryString() != null) {
            throw new BadRequest(400, "URL query parameters are not allowed");
        }
        Parameters parameters = new Parameters(FormBody.read(request));
        Optional<TokenResult.Refused> refused = endpoint.handle(parameters);
        if (refused.isEmpty()) {
            write(response, 200, "{}");
        } else {
            OAuthError error = refused.get().error();
            calls.refused(
                    refused.get().client(),
                    parameters.get("client_id").orElse(null),
                    "revoke",
                    error.status(),
                    error.code(),
                    error.detail());
            write(response, error.status(), failure(error.status(), error.code(), error.description()));
        }
    }

    @Override
    protected Object failure(int status, String error, String description) {
        return answers.failure(error, description);
    }
}
