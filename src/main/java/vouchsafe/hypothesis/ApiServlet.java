package vouchsafe.hypothesis;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.MachineServlet;

/**
 * What every endpoint for annotation clients has in common: pages of any origin may call it without cookies, preflights are
 * answered, and refusals are worded the way such clients read them.
 */
public abstract class ApiServlet extends MachineServlet {
    private static final long serialVersionUID = 1L;

    /** What is said of everything that is not there, or not for this caller. */
    public static final String NOT_FOUND =
            "Either the resource you requested doesn't exist, or you are not currently" + " authorized to see it.";

    private static final Set<String> EVERY_METHOD = Set.of("OPTIONS", "HEAD", "GET", "PATCH", "POST", "PUT", "DELETE");

    private final Set<String> methods;

    /** An endpoint that takes these methods and preflights; any other method finds nothing here. */
    protected ApiServlet(JsonMapper json, Set<String> methods) {
        super(json, EVERY_METHOD);
        this.methods = methods;
    }

    /** Answers one request of an allowed method. */
    protected abstract void call(HttpServletRequest request, HttpServletResponse response)
            throws BadRequest, IOException;

    @Override
    protected final void answer(HttpServletRequest request, HttpServletResponse response)
            throws BadRequest, IOException {
        if (request.getMethod().equals("OPTIONS")) {
            preflight(request, response);
            return;
        }
        response.setHeader("Access-Control-Allow-Origin", "*");
        if (methods.contains(request.getMethod())) {
            call(request, response);
        } else {
            notFound(response);
        }
    }

    private void preflight(HttpServletRequest request, HttpServletResponse response) throws BadRequest, IOException {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            throw new BadRequest(400, "CORS preflight request lacks Origin header.");
        }
        if (request.getHeader("Access-Control-Request-Method") == null) {
            throw new BadRequest(400, "CORS preflight request lacks Access-Control-Request-Method header.");
        }
        response.setHeader("Access-Control-Allow-Origin", origin);
        response.setHeader("Vary", "Origin");
        response.setHeader("Access-Control-Allow-Methods", "OPTIONS, HEAD, GET, PATCH, POST, PUT, DELETE");
        response.setHeader(
                "Access-Control-Allow-Headers", "Authorization, Content-Type, Hypothesis-Client-Version, X-Client-Id");
        response.setHeader("Access-Control-Max-Age", "86400");
        write(response, 200, "");
    }

    /** Nothing is here for this caller. */
    protected final void notFound(HttpServletResponse response) throws IOException {
        write(response, 404, failure(404, "not_found", NOT_FOUND));
    }

    /** Both worlds' words: {@code status} and {@code reason} for annotation clients, the RFC's for everyone else. */
    @Override
    protected Object failure(int status, String error, String description) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", "failure");
        body.put("reason", description);
        return body;
    }
}
