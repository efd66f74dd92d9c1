package vouchsafe.hypothesis;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.CrossOrigin;

/** Answers preflights of annotation clients, the same ones at all addresses, whatever methods an address takes. */
public final class Preflights {
    /** The methods that a preflight names; an endpoint answers 404 to those it does not take. */
    public static final Set<String> METHODS = Set.of("OPTIONS", "HEAD", "GET", "PATCH", "POST", "PUT", "DELETE");

    private static final CrossOrigin PAGES =
            new CrossOrigin("Authorization, Content-Type, Hypothesis-Client-Version, X-Client-Id");

    private Preflights() {}

    /**
     * Sets the headers that are the whole answer to a preflight.
     *
     * @throws BadRequest for a preflight that lacks a header
     */
    public static void answer(HttpServletRequest request, HttpServletResponse response) throws BadRequest {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            throw new BadRequest(400, "CORS preflight request lacks Origin header.");
        }
        if (request.getHeader("Access-Control-Request-Method") == null) {
            throw new BadRequest(400, "CORS preflight request lacks Access-Control-Request-Method header.");
        }
        response.setHeader("Access-Control-Allow-Origin", origin);
        response.setHeader("Vary", "Origin");
        PAGES.preflight(response, "OPTIONS, HEAD, GET, PATCH, POST, PUT, DELETE");
    }
}
