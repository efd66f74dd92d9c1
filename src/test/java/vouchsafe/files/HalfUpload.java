package vouchsafe.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** A request whose body stops in the middle until it is told to go on. */
final class HalfUpload implements AutoCloseable {
    private final Socket socket;
    private final byte[] rest;

    private HalfUpload(Socket socket, byte[] rest) {
        this.socket = socket;
        this.rest = rest;
    }

    /** Sends the head and half of the body, and waits until the server has begun to store it. */
    static HalfUpload begin(String method, String url, String headers, String body) throws IOException {
        int before = StoredObjects.onDisk().size();
        URI address = URI.create(url);
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(20_000);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String path = address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
        String head = method + " " + path + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\n" + headers
                + "Content-Length: " + bytes.length + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(bytes, 0, bytes.length / 2);
        socket.getOutputStream().flush();
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (StoredObjects.onDisk().size() == before && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
        return new HalfUpload(socket, java.util.Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length));
    }

    /** Sends the rest and returns the status. */
    int finish() {
        try {
            socket.getOutputStream().write(rest);
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring(9, 12));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
