package vouchsafe.hypothesis.live;

import jakarta.websocket.CloseReason.CloseCodes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sockets open on this node, and by what they are found: what they want to hear of, their member, what their token lives
 * and dies with. Any thread may call.
 */
final class LiveSockets {
    /** Sockets stay open for hours; the rest of the connections a node takes are for requests. */
    private static final int MOST_SOCKETS = 6_000;

    /** Of one member: enough for every tab anyone has open. */
    private static final int MOST_OF_A_MEMBER = 100;

    /** Most of them read at once; who does not is not waited for. */
    private static final Duration GOODBYES = Duration.ofSeconds(2);

    private final Set<LiveSocket> all = ConcurrentHashMap.newKeySet();
    private final Map<Interest, Set<LiveSocket>> byInterest = new ConcurrentHashMap<>();
    private final Map<UUID, Set<LiveSocket>> byMember = new ConcurrentHashMap<>();
    private final Map<UUID, Set<LiveSocket>> byToken = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Whether one more may be opened. */
    boolean room() {
        return !closed && all.size() < MOST_SOCKETS;
    }

    /** Takes a socket in; one that is too many is ended. */
    void add(LiveSocket socket) {
        all.add(socket);
        socket.memberId().ifPresent(member -> put(byMember, member, socket));
        socket.token().ifPresent(token -> put(byToken, token.id(), socket));
        if (closed) {
            socket.end(CloseCodes.SERVICE_RESTART, "this server stops");
        } else if (socket.memberId()
                .filter(id -> ofMember(id).size() > MOST_OF_A_MEMBER)
                .isPresent()) {
            socket.end(CloseCodes.NORMAL_CLOSURE, "too many connections of one member");
        }
    }

    void remove(LiveSocket socket) {
        listen(socket, Filter.NOTHING);
        all.remove(socket);
        socket.memberId().ifPresent(member -> take(byMember, member, socket));
        socket.token().ifPresent(token -> take(byToken, token.id(), socket));
    }

    /** From now on the socket hears of this. */
    void listen(LiveSocket socket, Filter filter) {
        synchronized (socket) {
            Filter before = socket.filter();
            socket.filter(filter);
            before.interests().forEach(interest -> take(byInterest, interest, socket));
            if (all.contains(socket)) {
                filter.interests().forEach(interest -> put(byInterest, interest, socket));
            }
        }
    }

    /** Every socket that wants to hear of any of these. */
    Set<LiveSocket> interestedIn(Collection<Interest> interests) {
        Set<LiveSocket> found = new HashSet<>();
        interests.forEach(interest -> found.addAll(byInterest.getOrDefault(interest, Set.of())));
        return found;
    }

    List<LiveSocket> ofMember(UUID memberId) {
        return List.copyOf(byMember.getOrDefault(memberId, Set.of()));
    }

    List<LiveSocket> ofToken(UUID id) {
        return List.copyOf(byToken.getOrDefault(id, Set.of()));
    }

    List<LiveSocket> all() {
        return List.copyOf(all);
    }

    int count() {
        return all.size();
    }

    /**
     * Takes no more, and sends everyone elsewhere. Waits a short while until that has been said: the container, which stops
     * next, would cut off who has not heard it.
     */
    void close() {
        closed = true;
        all().forEach(socket -> socket.end(CloseCodes.SERVICE_RESTART, "this server stops"));
        long patience = System.nanoTime() + GOODBYES.toNanos();
        while (!all.isEmpty() && System.nanoTime() < patience) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static <K> void put(Map<K, Set<LiveSocket>> index, K key, LiveSocket socket) {
        index.compute(key, (same, sockets) -> {
            Set<LiveSocket> kept = sockets == null ? ConcurrentHashMap.newKeySet() : sockets;
            kept.add(socket);
            return kept;
        });
    }

    private static <K> void take(Map<K, Set<LiveSocket>> index, K key, LiveSocket socket) {
        index.computeIfPresent(key, (same, sockets) -> {
            sockets.remove(socket);
            return sockets.isEmpty() ? null : sockets;
        });
    }
}
