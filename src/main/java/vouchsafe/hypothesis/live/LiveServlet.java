package vouchsafe.hypothesis.live;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.tomcat.websocket.Constants;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.hypothesis.ApiCaller;
import vouchsafe.hypothesis.ApiCallers;
import vouchsafe.hypothesis.RefusedCalls;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;
import vouchsafe.web.LastAnswer;
import vouchsafe.web.api.BearerToken;
import vouchsafe.web.api.MachineServlet;

/**
 * {@code GET /ws}: the handshake (RFC 6455 section 4.2). The caller is found here, once: by a token in the
 * {@code Authorization} header, or in the URL, since browsers can set no header. A caller without a good token hears public
 * news only. Any origin may connect: cookies are ignored.
 */
final class LiveServlet extends MachineServlet {
    private static final long serialVersionUID = 1L;
    private static final String CONTAINER = ServerContainer.class.getName();

    /** The time a client has to close after it was told that the socket ends. */
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final transient JsonMapper json;
    private final transient ApiCallers callers;
    private final transient LiveSockets sockets;
    private final transient Authors authors;
    private final transient RefusedCalls calls;
    private final transient InstantSource clock;

    LiveServlet(
            JsonMapper json,
            ApiCallers callers,
            LiveSockets sockets,
            Authors authors,
            RefusedCalls calls,
            InstantSource clock) {
        super(json, Set.of("GET"));
        this.json = json;
        this.callers = callers;
        this.sockets = sockets;
        this.authors = authors;
        this.calls = calls;
        this.clock = clock;
    }

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response) throws BadRequest, IOException {
        String upgrade = request.getHeader("Upgrade");
        if (upgrade == null || !upgrade.toLowerCase(Locale.ROOT).equals("websocket")) {
            write(response, 400, failure(400, "bad_handshake", "Open this address as a WebSocket."));
            return;
        }
        String token = token(request);
        ApiCaller caller = callers.byToken(token);
        Holder holder = Holder.of(caller, request.getRemoteAddr());
        Optional<Places.Full> full = sockets.fullFor(holder);
        if (full.isPresent()) {
            refuse(request, response, full.get());
            return;
        }
        calls.served(caller, "ws", HttpServletResponse.SC_SWITCHING_PROTOCOLS);
        upgrade(request, response, new LiveEndpoint(sockets, authors, json, clock, holder, caller, token));
    }

    /**
     * Refuses the handshake. Browsers hide this answer from the page, and what they show makes the client come back, each
     * time after a longer while.
     */
    private void refuse(HttpServletRequest request, HttpServletResponse response, Places.Full full) throws IOException {
        response.setHeader("Retry-After", "10");
        // The connection was for the socket only.
        LastAnswer.announce(request, response);
        write(response, full.status(), failure(full.status(), "busy", full.reason()));
    }

    /** The token of the request; empty where it has none. */
    private static String token(HttpServletRequest request) throws BadRequest {
        List<String> inUrl = FormBody.decode(request.getQueryString()).getOrDefault("access_token", List.of());
        return BearerToken.in(request.getHeader("Authorization"))
                .or(() -> inUrl.stream().findFirst())
                .orElse("");
    }

    private void upgrade(HttpServletRequest request, HttpServletResponse response, LiveEndpoint endpoint)
            throws IOException {
        ServerContainer container = (ServerContainer) getServletContext().getAttribute(CONTAINER);
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(LiveEndpoint.class, "/ws")
                .configurator(new This(endpoint))
                .build();
        config.getUserProperties().put(Constants.SESSION_CLOSE_TIMEOUT_PROPERTY, GOODBYE.toMillis());
        try {
            container.upgradeHttpToWebSocket(new Handshake(request), response, config, Map.of());
        } catch (DeploymentException refused) {
            throw new IOException(refused);
        }
    }

    /**
     * The request without headers and URL, which the container would keep for as long as the socket is open, the token
     * among them.
     */
    private static final class Handshake extends HttpServletRequestWrapper {
        Handshake(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            return Collections.emptyEnumeration();
        }

        @Override
        public String getServerName() {
            return "localhost";
        }

        @Override
        public String getRequestURI() {
            return "/ws";
        }

        @Override
        public @Nullable String getQueryString() {
            return null;
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of();
        }
    }

    /** Hands out the endpoint that was made for this one connection. Compressing would cost each socket a buffer. */
    private static final class This extends ServerEndpointConfig.Configurator {
        private final LiveEndpoint endpoint;

        This(LiveEndpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(endpoint);
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return List.of();
        }

        @Override
        public boolean checkOrigin(String origin) {
            return true;
        }
    }

    @Override
    protected Object failure(int status, String error, String description) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("ok", false);
        body.put("error", error);
        body.put("reason", description);
        return body;
    }
}
