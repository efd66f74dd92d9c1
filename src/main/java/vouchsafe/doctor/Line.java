package vouchsafe.doctor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import vouchsafe.web.PublicAddress;

/**
 * One HTTP/1.1 request over a connection of its own, head by head: handshakes of WebSockets and bodies that are announced and
 * not sent are beyond clients that hide the line.
 */
final class Line implements AutoCloseable {
    private static final int CONNECT_MILLISECONDS = 5_000;
    private static final int SILENCE_MILLISECONDS = 10_000;
    private static final int LONGEST_HEAD = 64 * 1024;
    private static final int LONGEST_BODY = 64 * 1024;

    private final Socket socket;
    private final String host;

    private Line(Socket socket, String host) {
        this.socket = socket;
        this.host = host;
    }

    /** The answer to a request. */
    record Answer(int status, Map<String, String> headers, String body) {
        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }
    }

    /**
     * Calls the public address.
     *
     * @throws UnknownHostException where the name leads nowhere
     * @throws IOException where nobody takes the call
     */
    static Line to(PublicAddress address) throws IOException {
        try {
            return to(address, AnyCertificate.context(), false);
        } catch (GeneralSecurityException everyJavaHasTls) {
            throw new IllegalStateException(everyJavaHasTls);
        }
    }

    /**
     * @param tls whom to trust
     * @param named whether the certificate has to have the name in it
     */
    static Line to(PublicAddress address, SSLContext tls, boolean named) throws IOException {
        URI base = address.base();
        String host = base.getHost();
        int port = base.getPort() >= 0 ? base.getPort() : address.secure() ? 443 : 80;
        Socket plain = connect(host, port);
        try {
            plain.setSoTimeout(SILENCE_MILLISECONDS);
            String stated = base.getPort() >= 0 ? host + ":" + base.getPort() : host;
            return new Line(address.secure() ? encrypted(plain, host, port, tls, named) : plain, stated);
        } catch (IOException | RuntimeException failure) {
            plain.close();
            throw failure;
        }
    }

    /** A name may lead to several addresses, of which one is enough, as for a browser. */
    private static Socket connect(String host, int port) throws IOException {
        IOException last = new UnknownHostException(host);
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        for (InetAddress each : InetAddress.getAllByName(name)) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(each, port), CONNECT_MILLISECONDS);
                return socket;
            } catch (IOException refused) {
                socket.close();
                last = refused;
            }
        }
        throw last;
    }

    private static SSLSocket encrypted(Socket plain, String host, int port, SSLContext tls, boolean named)
            throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        if (host.matches(".*[a-zA-Z].*") && !host.startsWith("[")) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        if (named) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    Socket socket() {
        return socket;
    }

    /** Sends a head and reads the answer; its body too, where it comes to an end. */
    Answer ask(String method, String path, Map<String, String> headers) throws IOException {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("User-Agent: Vouchsafe-doctor\r\n\r\n");
        socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        InputStream in = socket.getInputStream();
        List<String> lines = head(in);
        String[] first = lines.isEmpty() ? new String[0] : lines.getFirst().split(" ", 3);
        if (first.length < 2 || !first[0].startsWith("HTTP/") || !first[1].matches("\\d{3}")) {
            throw new IOException("the answer is not HTTP");
        }
        Map<String, String> answered = new java.util.TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                answered.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        int status = Integer.parseInt(first[1]);
        return new Answer(status, answered, status < 200 ? "" : body(in, answered));
    }

    private static List<String> head(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        int read = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            lines.add(line);
            read += line.length();
            if (read > LONGEST_HEAD) {
                throw new IOException("the answer has no end to its head");
            }
        }
        return lines;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int each = in.read(); each != '\n'; each = in.read()) {
            if (each < 0) {
                if (line.size() == 0) {
                    throw new IOException("the connection was closed without an answer");
                }
                break;
            }
            if (line.size() > LONGEST_HEAD) {
                throw new IOException("the answer has no end to its head");
            }
            line.write(each);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private static String body(InputStream in, Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .contains("chunked")) {
            return chunks(in);
        }
        String length = headers.get("content-length");
        int most = length == null || !length.matches("\\d{1,9}")
                ? LONGEST_BODY
                : Math.min(LONGEST_BODY, Integer.parseInt(length));
        return new String(in.readNBytes(most), StandardCharsets.UTF_8);
    }

    private static String chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (body.size() < LONGEST_BODY) {
            String size = line(in).split(";", 2)[0].strip();
            if (!size.matches("[0-9a-fA-F]{1,7}")) {
                throw new IOException("the answer is cut into pieces that are none");
            }
            int bytes = Integer.parseInt(size, 16);
            if (bytes == 0) {
                break;
            }
            body.write(in.readNBytes(Math.min(bytes, LONGEST_BODY)));
            if (bytes > LONGEST_BODY) {
                break;
            }
            line(in);
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
