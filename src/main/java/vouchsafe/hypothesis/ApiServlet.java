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

    private final Set<String> methods;

    /** An endpoint that takes these methods and preflights; any other method finds nothing here. */
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
