package vouchsafe.hypothesis.live;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;

/**
 * What waits to be sent to one socket. Nobody who hands something in ever waits for the network; a socket that reads too
 * slowly is given up when too much waits for it.
 *
 * <p>Contract: any thread may call; the container takes one message after the other.
 */
final class Outbox {
    /** Also bounds how deep the container's calls nest when a burst goes out at once. */
    private static final int MOST_MESSAGES = 200;

    private static final int MOST_CHARACTERS = 1 << 20;

    private final RemoteEndpoint.Async remote;
    private final Runnable tooSlow;
    private final ArrayDeque<String> waiting = new ArrayDeque<>();
    private int characters;
    private boolean sending;
    private boolean closed;

    /**
     * @param tooSlow called once, when more waits than is reasonable, or the network fails
     */
    Outbox(RemoteEndpoint.Async remote, Runnable tooSlow) {
        this.remote = remote;
        this.tooSlow = tooSlow;
    }

    void send(String message) {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (sending && (waiting.size() >= MOST_MESSAGES || characters + message.length() > MOST_CHARACTERS)) {
                giveUp();
                return;
            }
            if (sending) {
                waiting.add(message);
                characters += message.length();
                return;
            }
            sending = true;
        }
        transmit(message);
    }

    /** Nothing more leaves. */
    synchronized void close() {
        closed = true;
        waiting.clear();
    }

    private void transmit(String message) {
        try {
            remote.sendText(message, this::sent);
        } catch (IllegalStateException | IllegalArgumentException | UncheckedIOException gone) {
            sent(new SendResult(new IOException(gone)));
        }
    }

    private void sent(SendResult result) {
        String next;
        synchronized (this) {
            next = result.isOK() && !closed ? waiting.poll() : null;
            if (next == null) {
                sending = false;
                if (!result.isOK() && !closed) {
                    giveUp();
                }
                return;
            }
            characters -= next.length();
        }
        transmit(next);
    }

    private void giveUp() {
        close();
        tooSlow.run();
    }
}
