package vouchsafe.doctor;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import vouchsafe.crypto.RandomText;
import vouchsafe.web.PublicAddress;

/** Whether a WebSocket can be opened at the public address. */
final class WebSocketCheck implements Check {
    @Override
    public Area area() {
        return Area.ADDRESS;
    }

    @Override
    public String subject() {
        return "WebSockets";
    }

    @Override
    public Outcome look(Installation installation) {
        Optional<String> hindrance = Echo.hindrance(installation);
        if (hindrance.isPresent()) {
            return Check.notLooked(hindrance.get());
        }
        PublicAddress address = installation.network().address();
        Map<String, String> handshake = new LinkedHashMap<>();
        handshake.put("Connection", "Upgrade");
        handshake.put("Upgrade", "websocket");
        handshake.put("Sec-WebSocket-Version", "13");
        handshake.put("Sec-WebSocket-Key", Base64.getEncoder().encodeToString(RandomText.bytes(16)));
        try {
            if (!Echo.reaches(address, installation.key().get())) {
                return Check.notLooked("it is not this server that answers at the base URL");
            }
            return look(address, handshake);
        } catch (IOException unreachable) {
            return Check.notLooked("nobody answers at the base URL");
        }
    }

    private Outcome look(PublicAddress address, Map<String, String> handshake) throws IOException {
        try (Line line = Line.to(address)) {
            Line.Answer answer = line.ask("GET", Echo.path(address, "/ws"), handshake);
            // A server that is full says so; that is for its own page to tell.
            boolean through = answer.status() == 101
                    || ((answer.status() == 503 || answer.status() == 429)
                            && answer.header("X-Request-Id").isPresent());
            if (through) {
                return Check.found();
            }
            return Check.found(Finding.wrong(
                    "address.websocket",
                    area(),
                    "WebSockets do not pass (status " + answer.status() + " at " + address.webSocketUrl("/ws")
                            + "): annotations do not appear before the page is loaded again.",
                    "Let the proxy speak HTTP/1.1 to the server and pass on the headers Upgrade and Connection."));
        } catch (SocketTimeoutException silence) {
            return Check.found(Finding.wrong(
                    "address.websocket",
                    area(),
                    "A WebSocket at " + address.webSocketUrl("/ws") + " is not answered within 10 s.",
                    "Let the proxy pass on the headers Upgrade and Connection without waiting for a body."));
        }
    }
}
