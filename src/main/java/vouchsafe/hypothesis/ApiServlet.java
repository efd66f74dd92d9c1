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
 * The common part of the endpoints for annotation clients: pages of any origin may call them without cookies, preflights
 * are answered, and refusals are worded as such clients read them.
 */
public abstract class ApiServlet extends MachineServlet {
    private static final long serialVersionUID = 1L;

    /** The text for everything that is absent or hidden from this caller. */
    public static final String NOT_FOUND =
            "Either the resource you requested doesn't exist, or you are not currently" + " authorized to see it.";

    private final Set<String> methods;

    /** An endpoint that takes these methods and preflights, and answers 404 to any other method. */
    protected ApiServlet(JsonMapper json, Set<String> methods) {
        super(json, CrossOrigin.METHODS);
        this.methods = methods;
    }

    /** Answers one request of an allowed method. */
    protected abstract void call(HttpServletRequest request, HttpServletResponse response)
            throws BadRequest, IOException;

    @Override
    protected final void answer(HttpServletRequest request, HttpServletResponse response)
            throws BadRequest, IOException {
        if (CrossOrigin.preflight(request, response)) {
            write(response, 200, "");
        } else if (methods.contains(request.getMethod())) {
            call(request, response);
        } else {
            notFound(response);
        }
    }

    /** Answers 404: the thing is absent, or hidden from this caller. */
    protected final void notFound(HttpServletResponse response) throws IOException {
        write(response, 404, failure(404, "not_found", NOT_FOUND));
    }

    /**
     * Words a failure for both kinds of clients: {@code status} and {@code reason} for annotation clients, the RFC's fields
     * for all others.
     */
    @Override
    protected Object failure(int status, String error, String description) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", "failure");
        body.put("reason", description);
        return body;
    }
}
