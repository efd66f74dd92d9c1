package vouchsafe.openhumans;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.audit.RequestLog;
import vouchsafe.db.Work;
import vouchsafe.oauth.ClientCredentials;
import vouchsafe.oauth.OAuthError;
import vouchsafe.oauth.Parameters;
import vouchsafe.oauth.RevocationEndpoint;
import vouchsafe.oauth.TokenResult;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.MachineServlet;

/** {@code POST /oauth2/revoke_token/} and {@code /oauth2/revoke}: 200 with an empty body, whatever the token was. */
final class RevocationServlet extends MachineServlet {
    private static final long serialVersionUID = 1L;

    private final transient RevocationEndpoint endpoint;
    private final transient RequestLog requestLog;

    RevocationServlet(JsonMapper json, RevocationEndpoint endpoint, RequestLog requestLog) {
        super(json, Set.of("POST"));
        this.endpoint = endpoint;
        this.requestLog = requestLog;
    }

    @Override
    protected Work work() {
        return Work.TOKENS;
    }

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response) throws BadRequest, IOException {
        Parameters parameters = OAuthForms.read(request);
        Optional<TokenResult.Refused> refused =
                endpoint.handle(parameters, ClientCredentials.read(request.getHeader("Authorization"), parameters));
        if (refused.isEmpty()) {
            write(response, 200, "");
            return;
        }
        OAuthError error = refused.get().error();
        refused.get()
                .client()
                .ifPresent(client ->
                        requestLog.refused(client.id(), "revoke", error.status(), error.code(), error.detail()));
        OAuthForms.challenge(response, error);
        write(response, error.status(), failure(error.status(), error.code(), error.description()));
    }
}
