package vouchsafe.checklist;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import vouchsafe.TestServer;
import vouchsafe.WebSession;

/** Requests with addresses that no library of Java's would send. */
final class RawRequest {
    private RawRequest() {}

    /** The whole answer to a GET of this path, with the session of this browser. */
    static String get(String path, WebSession browser) throws IOException {
        URI server = URI.create(TestServer.shared().url("/"));
        String cookies = browser.cookie("vouchsafe")
                .map(value -> "Cookie: vouchsafe=" + value + "\r\n")
                .orElse("");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.setSoTimeout(60_000);
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n" + cookies
                    + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
