package vouchsafe.checklist;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import vouchsafe.TestServer;

/** Bytes that no HTTP client would send, and what came back. */
final class Raw {
    private static final int PATIENCE_MILLISECONDS = 10_000;

    private Raw() {}

    /**
     * What came back.
     *
     * @param statusCode 0 where the server only hung up
     * @param text all of it, status line and headers too
     */
    record Reply(int statusCode, String text) {
        String head() {
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? text : text.substring(0, end);
        }
    }

    static Reply get(String target) {
        return send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    static Reply send(String request) {
        return send(request.getBytes(StandardCharsets.UTF_8));
    }

    static Reply send(byte[] request) {
        URI server = URI.create(TestServer.shared().url(""));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLISECONDS);
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
            } catch (IOException hungUpEarly) {
                // It may have answered before; that is read below.
            }
            byte[] some = new byte[8192];
            for (int read = socket.getInputStream().read(some);
                    read >= 0;
                    read = socket.getInputStream().read(some)) {
                answer.write(some, 0, read);
            }
        } catch (IOException hungUp) {
            // What came until then counts.
        }
        String text = answer.toString(StandardCharsets.UTF_8);
        return new Reply(text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text, 9, 12, 10) : 0, text);
    }
}
