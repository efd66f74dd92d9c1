package vouchsafe.oauth.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.oauth.ClientProof;
import vouchsafe.oauth.OAuthError;
import vouchsafe.oauth.Parameters;
import vouchsafe.oauth.TokenEndpoint;
import vouchsafe.oauth.TokenResult;
import vouchsafe.web.BadRequest;
import vouchsafe.web.SenderNetwork;
import vouchsafe.web.api.FailureLimit;

/**
 * The token endpoint of every dialect (RFC 6749 section 3.2): reads the form and the client's proof, asks the core, and has
 * the dialect word the answer. A caller that is refused again and again is made to wait.
 */
public final class TokenServlet extends OAuthServlet {
    private static final long serialVersionUID = 1L;
    private static final String TOKEN = "token";

    private final transient TokenEndpoint endpoint;
    private final transient ClientProofs proofs;
    private final transient Dialect dialect;
    private final transient TokenCounts counts;
    private final transient FailureLimit failures = new FailureLimit();

    /** The endpoint in one dialect; its failures are counted apart from those of others. */
    public TokenServlet(
            JsonMapper json, TokenEndpoint endpoint, ClientProofs proofs, Dialect dialect, TokenCounts counts) {
        super(json, dialect, TOKEN);
        this.endpoint = endpoint;
        this.proofs = proofs;
        this.dialect = dialect;
        this.counts = counts;
    }

    @Override
    void post(HttpServletRequest request, HttpServletResponse response) throws BadRequest, IOException {
        dialect.tokenHeaders().forEach(response::setHeader);
        Parameters form;
        ClientProof proof;
        try {
            form = dialect.tokenForm(request);
            proof = proofs.read(request, form);
        } catch (BadRequest unread) {
            counts.unread();
            throw unread;
        }
        String claimed = proof.claimedClientId().orElse(null);
        String[] caller = {SenderNetwork.of(request.getRemoteAddr()), String.valueOf(claimed)};
        long wait = failures.secondsToWait(caller);
        if (wait > 0) {
            response.setHeader("Retry-After", Long.toString(wait));
            counts.refused(form, "slow_down");
            refuse(request, response, tooMany(wait), claimed);
            return;
        }
        switch (result(form, proof)) {
            case TokenResult.Issued issued -> {
                counts.issued(form);
                dialect.noteServed(issued.client(), TOKEN);
                dialect.share(request, response, Optional.of(issued.client()), claimed);
                write(response, 200, dialect.issued(issued, form));
            }
            case TokenResult.Refused refused -> {
                counts.refused(form, refused.error().code());
                if (dialect.slowsDown(refused.error())) {
                    failures.failed(caller);
                }
                refuse(request, response, refused, claimed);
            }
        }
    }

    private TokenResult result(Parameters form, ClientProof proof) {
        try {
            return endpoint.handle(form, proof, dialect.order());
        } catch (RuntimeException failure) {
            counts.refused(form, "unavailable");
            throw failure;
        }
    }

    private static TokenResult.Refused tooMany(long wait) {
        OAuthError error = new OAuthError(
                "slow_down",
                "Too many refused requests; wait " + wait + " s.",
                429,
                "too many refused requests before it");
        return new TokenResult.Refused(error, Optional.empty());
    }
}
