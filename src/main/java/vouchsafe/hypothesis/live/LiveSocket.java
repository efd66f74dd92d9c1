package vouchsafe.hypothesis.live;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vouchsafe.hypothesis.ApiCaller;
import vouchsafe.hypothesis.ApiToken;

/** One open connection: its holder, the last sign of life, and the messages that wait to be sent. */
final class LiveSocket {
    /**
     * Close code for a token that has ended, from the range for private use (RFC 6455 section 7.4.2): after 1000 and 1001
     * clients would not come back with a new token.
     */
    static final CloseReason.CloseCode TOKEN_ENDED = CloseCodes.getCloseCode(4401);

    private static final Logger log = LoggerFactory.getLogger(LiveSocket.class);

    private final Session session;
    private final Holder holder;
    private final ApiCaller caller;
    private final String token;
    private final Outbox outbox;
    private final AtomicBoolean ending = new AtomicBoolean();
    private volatile String clientId = "";
    private volatile Instant heard;
    private volatile @Nullable Instant unfinished;
    /** Guarded by the registry that keeps it. */
    private Filter filter = Filter.NOTHING;

    LiveSocket(Session session, Holder holder, ApiCaller caller, String token, Instant now) {
        this.session = session;
        this.holder = holder;
        this.caller = caller;
        this.token = token;
        this.heard = now;
        this.outbox = new Outbox(
                session.getAsyncRemote(),
                () -> end(CloseCodes.TRY_AGAIN_LATER, "you read more slowly than others write"));
    }

    /** The holder in whose share it is counted. */
    Holder holder() {
        return holder;
    }

    ApiCaller caller() {
        return caller;
    }

    /** The member who may be shown private things over it. */
    Optional<UUID> memberId() {
        return caller.reader().map(member -> member.id());
    }

    /** The token as it was sent, to be looked at again; empty where none was good. */
    String tokenText() {
        return token;
    }

    /** The token it was opened with; empty for a caller who is not signed in. */
    Optional<ApiToken> token() {
        return caller instanceof ApiCaller.ForMember member ? Optional.of(member.token()) : Optional.empty();
    }

    boolean expired(Instant now) {
        return token().map(ApiToken::expiresAt)
                .filter(end -> !now.isBefore(end))
                .isPresent();
    }

    String clientId() {
        return clientId;
    }

    void calledItself(String name) {
        clientId = name;
    }

    Filter filter() {
        return filter;
    }

    void filter(Filter wanted) {
        filter = wanted;
    }

    void heardAt(Instant now) {
        heard = now;
    }

    boolean silentSince(Instant then) {
        return heard.isBefore(then);
    }

    /** Notes that a message has begun to arrive whose end is still to come. */
    void hearsSince(Instant now) {
        unfinished = now;
    }

    void heardToTheEnd() {
        unfinished = null;
    }

    /** Whether a message that began before this has not ended yet. */
    boolean unfinishedSince(Instant then) {
        Instant began = unfinished;
        return began != null && began.isBefore(then);
    }

    void send(String message) {
        outbox.send(message);
    }

    /** Sends a reply, worded for this socket alone. */
    void reply(String message) {
        outbox.reply(message);
    }

    /** Asks for a sign of life. May wait for the network: a thread of its own does. */
    void ping() {
        Thread.startVirtualThread(() -> {
            try {
                session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
            } catch (IOException | IllegalStateException gone) {
                end(CloseCodes.GOING_AWAY, "");
            }
        });
    }

    /** Ends it once; returns at once, since saying goodbye may wait for the network. */
    void end(CloseReason.CloseCode code, String why) {
        if (ending.compareAndSet(false, true)) {
            outbox.close();
            Thread.startVirtualThread(() -> {
                try {
                    session.close(new CloseReason(code, why));
                } catch (IOException | IllegalStateException gone) {
                    log.debug("a socket was gone before it was closed", gone);
                }
            });
        }
    }
}
