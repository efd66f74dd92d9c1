package vouchsafe.hypothesis.live;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;

/**
 * The messages that wait to be sent to one socket. Adding one never waits for the network; a socket that reads too slowly
 * is given up when too much waits for it.
 *
 * <p>Contract: any thread may call; the container takes one message after the other.
 */
final class Outbox {
    /** Also bounds how deep the container's calls nest when a burst goes out at once. */
    private static final int MOST_MESSAGES = 200;

    private static final int MOST_CHARACTERS = 1 << 20;

    /** Fewer than news: one piece of news is shared by all sockets, but each reply takes memory of its own. */
    private static final int MOST_REPLIES = 20;

    private final RemoteEndpoint.Async remote;
    private final Runnable tooSlow;
    private final ArrayDeque<Message> waiting = new ArrayDeque<>();
    private int characters;
    private int replies;
    private boolean sending;
    private boolean closed;

    /** @param tooSlow called once, when too much waits or the network fails */
    Outbox(RemoteEndpoint.Async remote, Runnable tooSlow) {
        this.remote = remote;
        this.tooSlow = tooSlow;
    }

    private record Message(String text, boolean reply) {}

    /** Sends news that other sockets get too. */
    void send(String message) {
        send(new Message(message, false));
    }

    /** Sends a reply that only this socket gets. */
    void reply(String message) {
        send(new Message(message, true));
    }

    private void send(Message message) {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (sending && tooMuchWith(message)) {
                giveUp();
                return;
            }
            if (sending) {
                waiting.add(message);
                characters += message.text().length();
                replies += message.reply() ? 1 : 0;
                return;
            }
            sending = true;
        }
        transmit(message.text());
    }

    private boolean tooMuchWith(Message message) {
        return waiting.size() >= MOST_MESSAGES
                || characters + message.text().length() > MOST_CHARACTERS
                || (message.reply() && replies >= MOST_REPLIES);
    }

    /** Sends nothing more. */
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
        Message next;
        synchronized (this) {
            next = result.isOK() && !closed ? waiting.poll() : null;
            if (next == null) {
                sending = false;
                if (!result.isOK() && !closed) {
                    giveUp();
                }
                return;
            }
            characters -= next.text().length();
            replies -= next.reply() ? 1 : 0;
        }
        transmit(next.text());
    }

    private void giveUp() {
        close();
        tooSlow.run();
    }
}
