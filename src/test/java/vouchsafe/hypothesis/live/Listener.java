package vouchsafe.hypothesis.live;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the real-time channel that keeps what it hears. */
final class Listener implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int PATIENCE_SECONDS = 30;

    private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder unfinished = new StringBuilder();
    private final boolean reads;
    private @Nullable WebSocket socket;

    private Listener(boolean reads) {
        this.reads = reads;
    }

    /** Opens a socket at this URL, with a token or without one. */
    static Listener open(String url, Optional<String> token) {
        return open(url, token, new Listener(true));
    }

    /** One that reads nothing of what comes. */
    static Listener deaf(String url) {
        return open(url, Optional.empty(), new Listener(false));
    }

    /** One that connects from this address of this machine, so from another network than everyone else. */
    static Listener from(InetAddress address, String url, Optional<String> token) {
        HttpClient http = HttpClient.newBuilder().localAddress(address).build();
        return open(http, url, token, new Listener(true));
    }

    private static Listener open(String url, Optional<String> token, Listener listener) {
        return open(HTTP, url, token, listener);
    }

    private static Listener open(HttpClient http, String url, Optional<String> token, Listener listener) {
        String query = token.map(value -> "?access_token=" + value).orElse("");
        listener.socket = http.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(PATIENCE_SECONDS))
                .buildAsync(URI.create(url.replaceFirst("^http", "ws") + query), listener)
                .join();
        return listener;
    }

    void say(String text) {
        socket().sendText(text, true).join();
    }

    /** Says the beginning of something longer. */
    void sayPart(String text) {
        socket().sendText(text, false).join();
    }

    void sayBytes(byte[] bytes) {
        socket().sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /** Wants to hear of annotations of this page. */
    void watch(String field, String value) {
        say("""
            {"filter":{"match_policy":"include_any","clauses":[{"field":"%s","operator":"one_of","value":["%s"],
            "case_sensitive":false}],"actions":{"create":true,"update":true,"delete":true}}}
            """.formatted(field, value));
        // Answered in order: whatever was said before holds once this is answered.
        say("{\"type\":\"ping\",\"id\":4711}");
        next("pong");
    }

    /** The next message of this type; others before it are passed over. */
    JsonNode next(String type) {
        JsonNode message = next();
        while (!message.path("type").asString("").equals(type)) {
            message = next();
        }
        return message;
    }

    /** The next message, which must come. */
    JsonNode next() {
        try {
            JsonNode message = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("nothing was heard");
            }
            return message;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What came since, by asking for an answer that comes after it. */
    JsonNode untilAnswer() {
        say("{\"type\":\"ping\",\"id\":4712}");
        return next();
    }

    /** The close code, or 0 where a ping is answered first. */
    int closeCodeOrAnswer() {
        socket().sendText("{\"type\":\"ping\",\"id\":4713}", true);
        CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(
                () -> {
                    next("pong");
                    return 0;
                },
                Thread::startVirtualThread);
        return (int) CompletableFuture.anyOf(answer, closed).join();
    }

    /** The close code, which must come. */
    int closeCode() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    boolean open() {
        return !closed.isDone();
    }

    private WebSocket socket() {
        if (socket == null) {
            throw new IllegalStateException("not open yet");
        }
        return socket;
    }

    @Override
    public void onOpen(WebSocket opened) {
        if (reads) {
            opened.request(Long.MAX_VALUE);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        unfinished.append(data);
        if (last) {
            heard.add(JsonMapper.shared().readTree(unfinished.toString()));
            unfinished.setLength(0);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed.completeExceptionally(failure);
    }

    @Override
    public void close() {
        socket().abort();
    }
}
