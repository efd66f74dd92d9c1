package vouchsafe.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import vouchsafe.app.Setting;
import vouchsafe.db.OwnServer;

/** The server of all tests that look at metrics: nothing else happens there. Starts at first use, and ends with the JVM. */
final class WatchedServer {
    static final String TOKEN = "a-token-of-a-test-0123456789";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final class Shared {
        private static final OwnServer SERVER = begun();

        private static OwnServer begun() {
            OwnServer server =
                    OwnServer.with(Map.of(Setting.METRICS_TOKEN, TOKEN, Setting.SIGN_UPS_PER_NETWORK, "100000"));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        }
    }

    private WatchedServer() {}

    static OwnServer get() {
        return Shared.SERVER;
    }

    static Scrape scrape() {
        HttpResponse<String> answer = read(get().url("/metrics"), "Bearer " + TOKEN);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Scrape.of(answer.body());
    }

    static HttpResponse<String> read(String url, String authorization) {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", authorization)
                .build());
    }

    static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
