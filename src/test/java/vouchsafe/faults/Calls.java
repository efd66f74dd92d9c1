package vouchsafe.faults;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests of people and apps to a service of one or more nodes: each is sent once, to one node after the other. */
final class Calls {
    /** Longer than a server lets a caller wait, whatever its database does. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String NOTHING = "no answer says this";

    private final List<String> nodes;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile String excused = NOTHING;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /** @param nodes their addresses, without a slash at the end */
    Calls(List<String> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    List<String> nodes() {
        return nodes;
    }

    /** The address of the node whose turn it is. */
    String node() {
        return nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Unanswered {
        HttpResponse<String> answer = send(http, request);
        if (answer.statusCode() >= 400 && answer.body().contains(excused)) {
            throw new Unanswered(answer.request().uri() + ": " + answer.body());
        }
        return answer;
    }

    /** A moment, before somebody tries again. */
    static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** While a fault lasts, a refusal with this word is no answer: it is part of the fault. */
    void excuse(String word) {
        excused = word;
    }

    void excuseNothing() {
        excused = NOTHING;
    }

    /** Sends it with a client of the caller's, which has cookies. */
    static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) throws Unanswered {
        HttpRequest built = request.timeout(PATIENCE).build();
        String what = built.method() + " " + built.uri();
        try {
            return told(what, client.send(built, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException none) {
            throw new Unanswered(what + ": " + none);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Unanswered(what + ": " + interrupted);
        }
    }

    private static HttpResponse<String> told(String what, HttpResponse<String> answer) throws Unanswered {
        return switch (answer.statusCode()) {
            // Too many, no gateway, unavailable, too late, no room: each says to come back.
            case 429, 502, 503, 504, 507 -> throw new Unanswered(what + ": " + answer.statusCode());
            case 500 ->
                throw new BrokenPromise(what + " was answered with 500; request "
                        + answer.headers().firstValue("X-Request-Id").orElse("without a number"));
            default -> answer;
        };
    }
}
