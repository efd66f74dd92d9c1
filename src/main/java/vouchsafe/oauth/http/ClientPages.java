package vouchsafe.oauth.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.web.api.CrossOrigin;

/**
 * Lets the pages of a client, and no others, call the OAuth endpoints from a browser (Fetch standard, section "CORS
 * protocol"). A page belongs to a client where it has the origin of one of its redirect URIs. An answer is never shared
 * with credentials, and the origin never comes from a thing that is not proved yet.
 */
public final class ClientPages {
    private static final CrossOrigin ALLOWED = new CrossOrigin("Authorization, Content-Type");

    private final Clients clients;

    public ClientPages(Clients clients) {
        this.clients = clients;
    }

    /** Answers a preflight, which names no client: pages of any client may go on. False where this is none of theirs. */
    public boolean preflight(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Vary", "Origin");
        String origin = request.getHeader("Origin");
        if (origin == null || !clients.servePagesAt(origin)) {
            return false;
        }
        CrossOrigin.readableAt(origin, response);
        ALLOWED.preflight(response, "POST");
        return true;
    }

    /**
     * Lets the page that sent the request read the answer, if it is a page of the client.
     *
     * @param proved the client, where it has proved itself
     * @param claimed the {@code client_id} that the request names; a public client has no other proof
     */
    public void share(
            HttpServletRequest request,
            HttpServletResponse response,
            Optional<Client> proved,
            @Nullable String claimed) {
        response.setHeader("Vary", "Origin");
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return;
        }
        proved.or(() -> publicClient(claimed))
                .filter(client -> client.servesPagesAt(origin))
                .ifPresent(client -> CrossOrigin.readableAt(origin, response));
    }

    private Optional<Client> publicClient(@Nullable String claimed) {
        return claimed == null
                ? Optional.empty()
                : clients.byClientId(claimed).filter(client -> !client.confidential());
    }
}
