package vouchsafe.hypothesis.live;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.UserId;
import vouchsafe.db.DatabaseTrouble;
import vouchsafe.hypothesis.ApiCaller;

/** The conversation over one socket. The container calls it on one thread at a time. */
final class LiveEndpoint extends Endpoint {
    /** A page has a handful of addresses; a thread that is watched by id can be long. */
    private static final Limits MEMBERS = new Limits(64 * 1024, 1_000);

    /** Strangers read the public annotations of a page, by its addresses and the threads on it. */
    private static final Limits STRANGERS = new Limits(8 * 1024, 100);

    private static final int MOST_MESSAGES = 100;
    private static final Duration COUNTED = Duration.ofSeconds(10);

    private final LiveSockets sockets;
    private final Authors authors;
    private final JsonMapper json;
    private final InstantSource clock;
    private final ApiCaller caller;
    private final String token;
    private final Holder holder;
    private final Limits limits;
    /** Null between messages: a socket is silent for most of its time. */
    private @Nullable StringBuilder unfinished;

    private @Nullable LiveSocket socket;
    private Instant countedSince = Instant.EPOCH;
    private int counted;

    /**
     * The most that one client may send at once.
     *
     * @param characters of a message
     * @param interests of a filter
     */
    private record Limits(int characters, int interests) {}

    /** @param token as it was sent; not kept where it is bad, since a stranger can send one of any length */
    LiveEndpoint(
            LiveSockets sockets,
            Authors authors,
            JsonMapper json,
            InstantSource clock,
            Holder holder,
            ApiCaller caller,
            String token) {
        this.sockets = sockets;
        this.authors = authors;
        this.json = json;
        this.clock = clock;
        this.caller = caller;
        this.holder = holder;
        this.limits = holder.strangers() ? STRANGERS : MEMBERS;
        this.token = holder.strangers() ? "" : token;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        LiveSocket opened = new LiveSocket(session, holder, caller, token, clock.instant());
        socket = opened;
        // Messages are taken in parts, so that no socket needs a buffer for the longest one.
        session.addMessageHandler(
                String.class, (MessageHandler.Partial<String>) (part, last) -> take(opened, part, last));
        session.addMessageHandler(ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>)
                (part, last) -> opened.end(CloseCodes.CANNOT_ACCEPT, "send text"));
        session.addMessageHandler(
                PongMessage.class, (MessageHandler.Whole<PongMessage>) pong -> opened.heardAt(clock.instant()));
        sockets.add(opened);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        if (socket != null) {
            sockets.remove(socket);
        }
    }

    /** A connection that broke off; {@link #onClose} follows. */
    @Override
    public void onError(Session session, Throwable failure) {
        // The close that follows tells it.
    }

    private void take(LiveSocket from, String part, boolean last) {
        StringBuilder message = unfinished;
        if (message == null) {
            message = new StringBuilder(part.length());
            unfinished = message;
            from.hearsSince(clock.instant());
        }
        if (message.length() + part.length() > limits.characters()) {
            unfinished = null;
            from.end(CloseCodes.TOO_BIG, "a message has at most " + limits.characters() + " characters");
            return;
        }
        message.append(part);
        if (last) {
            unfinished = null;
            from.heardToTheEnd();
            Instant now = clock.instant();
            from.heardAt(now);
            if (tooMany(now)) {
                from.end(CloseCodes.VIOLATED_POLICY, "too many messages");
            } else {
                answer(from, message.toString());
            }
        }
    }

    private boolean tooMany(Instant now) {
        if (now.isAfter(countedSince.plus(COUNTED))) {
            countedSince = now;
            counted = 0;
        }
        return ++counted > MOST_MESSAGES;
    }

    private void answer(LiveSocket from, String text) {
        Optional<Request> request = Request.read(json, text, limits.interests());
        if (request.isEmpty()) {
            from.end(CloseCodes.NORMAL_CLOSURE, "invalid message format");
            return;
        }
        switch (request.get()) {
            case Request.ClientId(String name, JsonNode id) -> from.calledItself(name);
            case Request.Listen(Filter filter, JsonNode id) -> listen(from, filter);
            case Request.Ping(JsonNode id) -> reply(from, id, "pong", Map.of(), true);
            case Request.WhoAmI(JsonNode id) -> {
                Map<String, @Nullable Object> who = new LinkedHashMap<>();
                who.put("userid", caller.callerId().map(UserId::toString).orElse(null));
                reply(from, id, "whoyouare", who, true);
            }
            case Request.Wrong(String type, String description, JsonNode id) ->
                reply(from, id, "error", Map.of("error", Map.of("type", type, "description", description)), false);
        }
    }

    private void listen(LiveSocket from, Filter filter) {
        Filter found;
        try {
            found = authors.found(filter);
        } catch (RuntimeException failure) {
            if (DatabaseTrouble.of(failure).isEmpty()) {
                throw failure;
            }
            from.end(CloseCodes.TRY_AGAIN_LATER, "this server can't look authors up right now");
            return;
        }
        if (!sockets.listen(from, found)) {
            from.end(CloseCodes.TRY_AGAIN_LATER, "so much is watched already that this server can't watch more");
        }
    }

    private void reply(
            LiveSocket to, @Nullable JsonNode id, String type, Map<String, @Nullable Object> more, boolean ok) {
        if (id == null) {
            return;
        }
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("type", type);
        message.putAll(more);
        message.put("ok", ok);
        message.put("reply_to", id);
        to.reply(json.writeValueAsString(message));
    }
}
