package vouchsafe.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;

/** An answer after which its connection ends. A client that is not told would send its next request into the end. */
public final class LastAnswer {
    private static final String CONNECTION = "Connection";

    private LastAnswer() {}

    /**
     * Announces the end of the connection in the answer's header (RFC 9112 section 9.6). An HTTP/2 answer may not say it
     * (RFC 9113 section 8.2.2): there, the request's stream ends and the connection goes on.
     */
    public static void announce(HttpServletRequest request, HttpServletResponse response) {
        if (request.getProtocol().startsWith("HTTP/1.")) {
            response.setHeader(CONNECTION, "close");
        }
    }

    /**
     * Announces it for a body of unknown length, since nobody can tell whether what is left of it will be read. Answers what
     * takes the announcement back when the body has come to its end. Where a length is told, Tomcat announces by itself.
     */
    static Runnable until(Request request, Response response) {
        if (request.getHeader("Transfer-Encoding") == null) {
            return () -> {};
        }
        announce(request, response);
        return () -> {
            if (!response.isCommitted()) {
                response.getCoyoteResponse().getMimeHeaders().removeHeader(CONNECTION);
            }
        };
    }
}
