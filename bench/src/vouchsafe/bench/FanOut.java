package vouchsafe.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One person writes annotations of a page, one after the other; many watch it over sockets. The unit of work is one
 * delivery, its latency the time from the request that wrote to the message that tells of it.
 */
final class FanOut implements AutoCloseable {
    private static final String PAGE = "https://bench.example.org/page";
    private static final String FILTER = """
            {"filter":{"match_policy":"include_any","clauses":[{"field":"/uri","operator":"one_of","value":["%s"],
            "case_sensitive":false}],"actions":{"create":true,"update":true,"delete":true}}}
            """.formatted(PAGE);
    private static final String NEW = """
            {"uri":"%s","text":"A note of ordinary length, as people write them beside a page.","tags":["bench"],
            "group":"__world__","permissions":{"read":["group:__world__"]},
            "target":[{"source":"%s","selector":[{"type":"TextQuoteSelector","exact":"a few words of the page"}]}]}
            """.formatted(PAGE, PAGE);

    /** Strangers of one network may open so many; each loopback address is a network of its own. */
    private static final int SOCKETS_OF_A_NETWORK = 200;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<HttpClient> networks = new ArrayList<>();
    private final List<WebSocket> sockets = new ArrayList<>();
    private final HttpRequest write;
    private volatile Round round = new Round(0);

    /** One annotation on its way to everyone. */
    private static final class Round {
        private final long started = System.nanoTime();
        private final int[] latencies;
        private final AtomicInteger arrived = new AtomicInteger();
        private final CountDownLatch missing;

        Round(int listeners) {
            latencies = new int[listeners];
            missing = new CountDownLatch(listeners);
        }

        void arrived() {
            int place = arrived.getAndIncrement();
            if (place < latencies.length) {
                latencies[place] = (int) ((System.nanoTime() - started) / 1_000);
            }
            missing.countDown();
        }
    }

    FanOut(int port, int listeners, String token) throws IOException, InterruptedException {
        write = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/annotations"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(NEW))
                .build();
        for (int n = 0; n < listeners; n++) {
            if (n % SOCKETS_OF_A_NETWORK == 0) {
                networks.add(HttpClient.newBuilder()
                        .localAddress(InetAddress.getByName("127.0.1." + (1 + networks.size())))
                        .build());
            }
            WebSocket socket = networks.getLast()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws"), new Listener())
                    .join();
            socket.sendText(FILTER, true).join();
            sockets.add(socket);
        }
        // What was said last has been read by then.
        Thread.sleep(500);
    }

    private final class Listener implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            if (last) {
                round.arrived();
            }
            socket.request(1);
            return null;
        }
    }

    Load.Result run(Duration duration) throws IOException, InterruptedException {
        List<int[]> all = new ArrayList<>();
        long start = System.nanoTime();
        while (System.nanoTime() - start < duration.toNanos()) {
            Round now = new Round(sockets.size());
            round = now;
            HttpResponse<String> answer = http.send(write, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("not written: " + answer.statusCode() + " " + answer.body());
            }
            if (!now.missing.await(20, TimeUnit.SECONDS)) {
                throw new IOException(now.missing.getCount() + " of " + sockets.size() + " heard nothing");
            }
            all.add(now.latencies);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        int[] sorted = all.stream().flatMapToInt(Arrays::stream).sorted().toArray();
        return new Load.Result(seconds, sorted, 0);
    }

    @Override
    public void close() {
        sockets.forEach(WebSocket::abort);
        networks.forEach(HttpClient::shutdownNow);
        http.shutdownNow();
    }
}
