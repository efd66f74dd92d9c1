package vouchsafe.oauth.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.oauth.ClientProof;
import vouchsafe.oauth.Parameters;
import vouchsafe.oauth.RevocationEndpoint;
import vouchsafe.oauth.RevocationResult;
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
        String named = form.get("client_id").orElse(null);
        if (dialect.holderMayRevoke()) {
            answer(request, response, endpoint.revokeByHolder(form), named);
        } else {
            ClientProof proof = proofs.read(request, form);
            answer(
                    request,
                    response,
                    endpoint.revokeByClient(form, proof),
                    proof.claimedClientId().orElse(null));
        }
    }

    private void answer(
            HttpServletRequest request, HttpServletResponse response, RevocationResult result, @Nullable String claimed)
            throws IOException {
        switch (result) {
            case RevocationResult.Done done -> {
                dialect.share(request, response, done.client(), claimed);
                write(response, 200, dialect.revoked());
            }
            case RevocationResult.Refused(TokenResult.Refused refused) -> refuse(request, response, refused, claimed);
        }
    }
}
