package vouchsafe.web.api;

import jakarta.servlet.http.HttpServletResponse;

/**
 * What pages of other origins may send to an endpoint (Fetch standard, section "CORS protocol"). They never send cookies:
 * no answer allows credentials.
 *
 * @param headers the request headers that they may set, joined by commas; empty for none but the harmless ones
 */
public record CrossOrigin(String headers) {
    private static final String A_DAY = "86400";

    /** Lets pages of any origin read the answer. */
    public static void readable(HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Origin", "*");
    }

    /** Lets pages of this origin read the answer. The caller sets {@code Vary}, for all answers of the address. */
    public static void readableAt(String origin, HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Origin", origin);
    }

    /**
     * Tells a preflight what may follow.
     *
     * @param methods the methods that the endpoint takes, joined by commas
     */
    public void preflight(HttpServletResponse response, String methods) {
        response.setHeader("Access-Control-Allow-Methods", methods);
        if (!headers.isEmpty()) {
            response.setHeader("Access-Control-Allow-Headers", headers);
        }
        response.setHeader("Access-Control-Max-Age", A_DAY);
    }
}
