package vouchsafe.hypothesis;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import vouchsafe.web.BadRequest;

/** Lets pages of any origin call the endpoints of annotation clients, without cookies, and answers their preflights. */
public final class CrossOrigin {
    /** The methods that a preflight names; an endpoint answers 404 to those it does not take. */
    public static final Set<String> METHODS = Set.of("OPTIONS", "HEAD", "GET", "PATCH", "POST", "PUT", "DELETE");

    private CrossOrigin() {}

    /**
     * Sets the headers that let pages read the answer, and tells whether the request is a preflight, for which these
     * headers are the whole answer.
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
