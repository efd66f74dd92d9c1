package vouchsafe.oauth.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.oauth.Parameters;
import vouchsafe.oauth.RevocationEndpoint;
import vouchsafe.oauth.TokenResult;
import vouchsafe.web.BadRequest;

/** The revocation endpoint of every dialect (RFC 7009): 200 for any token, known or not. */
public final class RevocationServlet extends OAuthServlet {
    private static final long serialVersionUID = 1L;

    private final transient RevocationEndpoint endpoint;
    private final transient ClientProofs proofs;
    private final transient Dialect dialect;

    /** The endpoint in one dialect. */
    public RevocationServlet(JsonMapper json, RevocationEndpoint endpoint, ClientProofs proofs, Dialect dialect) {
        super(json, dialect, "revoke");
        this.endpoint = endpoint;
        this.proofs = proofs;
        this.dialect = dialect;
    }

    @Override
    void post(HttpServletRequest request, HttpServletResponse response) throws BadRequest, IOException {
        Parameters form = dialect.revocationForm(request);
        Optional<TokenResult.Refused> refused = dialect.holderMayRevoke()
                ? endpoint.revokeByHolder(form)
                : endpoint.revokeByClient(form, proofs.read(request, form));
        if (refused.isEmpty()) {
            write(response, 200, dialect.revoked());
        } else {
            refuse(request, response, refused.get(), form.get("client_id").orElse(null));
        }
    }
}
