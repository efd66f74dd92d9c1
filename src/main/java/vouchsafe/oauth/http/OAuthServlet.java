package vouchsafe.oauth.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.clients.Client;
import vouchsafe.db.Work;
import vouchsafe.oauth.OAuthError;
import vouchsafe.oauth.TokenResult;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.MachineServlet;

/**
 * The common part of the endpoints to which clients post forms: the dialect receives each request and words each refusal.
 */
abstract class OAuthServlet extends MachineServlet {
    private static final long serialVersionUID = 1L;

    private final transient Dialect dialect;
    private final String endpoint;

    /** @param endpoint its name in the notes of served and refused requests */
    OAuthServlet(JsonMapper json, Dialect dialect, String endpoint) {
        super(json, dialect.methods());
        this.dialect = dialect;
        this.endpoint = endpoint;
    }

    /** Answers one posted request. */
    abstract void post(HttpServletRequest request, HttpServletResponse response) throws BadRequest, IOException;

    @Override
    protected final Work work() {
        return Work.TOKENS;
    }

    @Override
    protected final void answer(HttpServletRequest request, HttpServletResponse response)
            throws BadRequest, IOException {
        Optional<EarlyAnswer> early = dialect.receive(request, response);
        if (early.isPresent()) {
            write(response, early.get().status(), early.get().body());
        } else {
            post(request, response);
        }
    }

    /** @param claimed the {@code client_id} that the request names; null where it names none */
    final void refuse(
            HttpServletRequest request,
            HttpServletResponse response,
            TokenResult.Refused refused,
            @Nullable String claimed)
            throws IOException {
        dialect.share(request, response, proved(refused), claimed);
        OAuthError error = dialect.worded(refused.error());
        dialect.noteRefused(new TokenResult.Refused(error, refused.client()), claimed, endpoint);
        dialect.challenge(request, error).ifPresent(value -> response.setHeader("WWW-Authenticate", value));
        write(response, error.status(), dialect.refused(error.code(), error.description()));
    }

    /** The client of a refusal that came after its authentication; an assertion that is refused proves nobody. */
    private static Optional<Client> proved(TokenResult.Refused refused) {
        OAuthError error = refused.error();
        boolean unproved = error.code().equals("invalid_client") || error.assertion() != null;
        return unproved ? Optional.empty() : refused.client();
    }

    @Override
    protected final Object failure(int status, String error, String description) {
        return dialect.refused(error, OAuthError.plain(description));
    }
}
