package vouchsafe.hypothesis.live;

import jakarta.websocket.CloseReason.CloseCodes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The open sockets of this node, found by their interests, their member, or the sign-in or token that they end with. Any
 * thread may call.
 */
final class LiveSockets {
    /** Time for goodbyes: most clients read at once, and slower ones are not waited for. */
    private static final Duration GOODBYES = Duration.ofSeconds(2);

    private final Set<LiveSocket> all = ConcurrentHashMap.newKeySet();
    private final Places places = new Places();
    private final Map<Interest, Listeners> byInterest = new ConcurrentHashMap<>();
    private final Map<UUID, Set<LiveSocket>> byMember = new ConcurrentHashMap<>();
    private final Map<UUID, Set<LiveSocket>> byToken = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * The sockets with one interest. They all keep this same object, so that a thousand sockets that watch a page keep its
     * address once. Nearly every interest has one socket, which takes no table.
     */
    private record Listeners(Interest interest, Set<LiveSocket> sockets) {
        private Listeners with(LiveSocket socket) {
            if (sockets.size() == 1 && !sockets.contains(socket)) {
                Set<LiveSocket> several = ConcurrentHashMap.newKeySet(2);
                several.addAll(sockets);
                several.add(socket);
                return new Listeners(interest, several);
            }
            if (sockets.size() > 1) {
                sockets.add(socket);
            }
            return this;
        }

        private @Nullable Listeners without(LiveSocket socket) {
            if (sockets.size() == 1) {
                return sockets.contains(socket) ? null : this;
            }
            sockets.remove(socket);
            return sockets.size() == 1 ? new Listeners(interest, Set.copyOf(sockets)) : this;
        }
    }

    /**
     * The reason why no further socket may be opened; empty where one may. A member's socket over the limit is let in and
     * then ended, with a code after which clients stay away.
     */
    Optional<Places.Full> fullFor(Holder holder) {
        return closed
                ? Optional.of(Places.Full.SERVER)
                : places.fullFor(holder).filter(full -> full != Places.Full.MEMBER);
    }

    /** Takes a socket in, and ends it where it is one too many. */
    void add(LiveSocket socket) {
        Optional<Places.Full> full = places.take(socket.holder());
        all.add(socket);
        socket.memberId().ifPresent(member -> put(byMember, member, socket));
        socket.token().ifPresent(token -> put(byToken, token.id(), socket));
        if (closed) {
            socket.end(CloseCodes.SERVICE_RESTART, "this server stops");
        } else if (full.isPresent()) {
            // After a normal closure clients stay away; after this one they come back, each time after a longer while.
            socket.end(
                    full.get() == Places.Full.MEMBER ? CloseCodes.NORMAL_CLOSURE : CloseCodes.TRY_AGAIN_LATER,
                    full.get().reason());
        }
    }

    void remove(LiveSocket socket) {
        synchronized (socket) {
            if (!all.remove(socket)) {
                return;
            }
            swap(socket, Filter.NOTHING);
        }
        places.leave(socket.holder());
        socket.memberId().ifPresent(member -> take(byMember, member, socket));
        socket.token().ifPresent(token -> take(byToken, token.id(), socket));
    }

    /** Gives the socket a new filter; false, and it keeps the old one, where the new one would take too much memory. */
    boolean listen(LiveSocket socket, Filter filter) {
        synchronized (socket) {
            // A socket that closed meanwhile would never be taken out again.
            return !all.contains(socket) || swap(socket, filter);
        }
    }

    private boolean swap(LiveSocket socket, Filter filter) {
        Filter before = socket.filter();
        if (!places.watch(socket.holder(), before.weight(), filter.weight())) {
            return false;
        }
        before.interests()
                .forEach(interest -> byInterest.computeIfPresent(interest, (same, those) -> those.without(socket)));
        socket.filter(new Filter(filter.interests().stream()
                .map(interest -> byInterest
                        .compute(
                                interest,
                                (same, those) ->
                                        those == null ? new Listeners(interest, Set.of(socket)) : those.with(socket))
                        .interest())
                .toList()));
        return true;
    }

    /** Every socket that wants to hear of any of these. */
    Set<LiveSocket> interestedIn(Collection<Interest> interests) {
        Set<LiveSocket> found = new HashSet<>();
        for (Interest interest : interests) {
            Listeners listeners = byInterest.get(interest);
            if (listeners != null) {
                found.addAll(listeners.sockets());
            }
        }
        return found;
    }

    /** The number of different interests. */
    int watched() {
        return byInterest.size();
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

    /** Takes no more sockets, and tells the open ones to go elsewhere. */
    void sendElsewhere() {
        closed = true;
        all().forEach(socket -> socket.end(CloseCodes.SERVICE_RESTART, "this server stops"));
    }

    /** Does the same, and waits a short while: the container, which stops next, would cut off who has not heard it. */
    void close() {
        sendElsewhere();
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
