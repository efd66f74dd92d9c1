package vouchsafe.hypothesis;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import vouchsafe.web.BadRequest;

/** Pages of any origin may call what is there for annotation clients, without cookies; their preflights are answered. */
public final class CrossOrigin {
    /** The methods that a preflight names; one that an endpoint does not take finds nothing there. */
    public static final Set<String> METHODS = Set.of("OPTIONS", "HEAD", "GET", "PATCH", "POST", "PUT", "DELETE");

    private CrossOrigin() {}

    /**
     * Sets the headers that let pages read the answer, and tells whether the request is a preflight: then they are all there
     * is to answer.
     *
     * @throws BadRequest for a preflight that lacks a header
     */
    public static boolean preflight(HttpServletRequest request, HttpServletResponse response) throws BadRequest {
        if (!request.getMethod().equals("OPTIONS")) {
            response.setHeader("Access-Control-Allow-Origin", "*");
            return false;
        }
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
        return true;
    }
}
