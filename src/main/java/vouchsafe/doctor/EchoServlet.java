package vouchsafe.doctor;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.crypto.MasterKey;

/**
 * Tells a doctor of this installation what its request looked like when it came here, so that it sees what a proxy made of it.
 * To everybody else there is nothing at this address. Reads no body, so that the length a proxy lets through can be asked about
 * without sending as much.
 */
public final class EchoServlet extends HttpServlet {
    /** Where it is. */
    public static final String PATH = "/health/doctor";

    private static final long serialVersionUID = 1L;

    private final transient EchoProof proof;
    private final transient JsonMapper json;

    public EchoServlet(Supplier<MasterKey> key, JsonMapper json) {
        this.proof = new EchoProof(key);
        this.json = json;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        Optional<String> nonce =
                Optional.ofNullable(request.getHeader(EchoProof.HEADER)).flatMap(proof::asked);
        if (nonce.isEmpty()) {
            answer(response, HttpServletResponse.SC_NOT_FOUND, Map.of("status", "nothing here"));
            return;
        }
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("answer", proof.answer(nonce.get()));
        seen.put("peer", peer(request));
        seen.put("client", request.getRemoteAddr());
        seen.put("host", header(request, "Host"));
        seen.put("forwarded_host", header(request, "X-Forwarded-Host"));
        seen.put("forwarded_proto", header(request, "X-Forwarded-Proto"));
        seen.put("forwarded_for", String.join(", ", Collections.list(request.getHeaders("X-Forwarded-For"))));
        answer(response, HttpServletResponse.SC_OK, seen);
    }

    /** The other end of the connection, whoever that speaks for. */
    private static String peer(HttpServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return inner.getRemoteAddr();
    }

    private static String header(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name)).orElse("");
    }

    private void answer(HttpServletResponse response, int status, Map<String, Object> body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
