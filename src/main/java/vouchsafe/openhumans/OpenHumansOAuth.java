package vouchsafe.openhumans;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vouchsafe.audit.RequestLog;
import vouchsafe.clients.Client;
import vouchsafe.oauth.OAuthError;
import vouchsafe.oauth.TokenResult;
import vouchsafe.oauth.http.ClientPages;
import vouchsafe.oauth.http.Dialect;
import vouchsafe.oauth.http.EarlyAnswer;
import vouchsafe.web.api.MachineServlet;
import vouchsafe.wording.AssertionText;

/**
 * OAuth for projects, by the RFCs. Refusals are noted for a client that is authenticated or named; pages of a client may
 * call.
 */
final class OpenHumansOAuth implements Dialect {
    private final RequestLog requestLog;
    private final ClientPages pages;

    OpenHumansOAuth(RequestLog requestLog, ClientPages pages) {
        this.requestLog = requestLog;
        this.pages = pages;
    }

    @Override
    public Set<String> methods() {
        return Set.of("OPTIONS", "POST");
    }

    @Override
    public Optional<EarlyAnswer> receive(HttpServletRequest request, HttpServletResponse response) {
        if (request.getMethod().equals("POST")) {
            return Optional.empty();
        }
        response.setHeader("Allow", "POST");
        return Optional.of(
                pages.preflight(request, response)
                        ? new EarlyAnswer(204, "")
                        : new EarlyAnswer(405, refused("invalid_request", MachineServlet.NOT_TAKEN)));
    }

    @Override
    public void share(
            HttpServletRequest request,
            HttpServletResponse response,
            Optional<Client> proved,
            @Nullable String claimed) {
        pages.share(request, response, proved, claimed);
    }

    @Override
    public OAuthError worded(OAuthError error) {
        return AssertionText.worded(error);
    }

    @Override
    public void noteServed(Client client, String endpoint) {
        requestLog.answered(client.id(), endpoint);
    }

    @Override
    public void noteRefused(TokenResult.Refused refused, @Nullable String claimed, String endpoint) {
        OAuthError error = refused.error();
        refused.client()
                .ifPresent(client ->
                        requestLog.refused(client.id(), endpoint, error.status(), error.code(), error.detail()));
    }
}
