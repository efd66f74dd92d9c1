package vouchsafe.hypothesis.live;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import vouchsafe.annotations.AnnotationHandout;
import vouchsafe.annotations.AnnotationLedger;
import vouchsafe.annotations.ReadWay;
import vouchsafe.db.DatabaseTrouble;
import vouchsafe.grants.Grant;
import vouchsafe.hypothesis.ApiCaller;

/**
 * Counts the members' own annotations that their sockets are told of, and writes the counts to the ledger together, once a
 * second. Counting only touches memory; while the database is away the counts wait. At worst a crash loses the last second.
 */
final class LiveReads implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(LiveReads.class);

    private final AnnotationLedger ledger;
    private final Map<Reader, Long> told = new ConcurrentHashMap<>();
    private volatile @Nullable ScheduledExecutorService thread;

    /** A recipient: an app under a grant, or the member's own token. */
    private record Reader(
            UUID memberId,
            @Nullable UUID clientRowId,
            @Nullable UUID grantId) {
        private static Reader of(ApiCaller.ForMember caller) {
            Grant grant = caller.token().grant();
            return new Reader(
                    caller.member().id(),
                    grant == null ? null : grant.clientRowId(),
                    grant == null ? null : grant.id());
        }

        private AnnotationHandout handout(long count) {
            return new AnnotationHandout(memberId, clientRowId, grantId, ReadWay.LIVE, count, count);
        }
    }

    LiveReads(AnnotationLedger ledger) {
        this.ledger = ledger;
    }

    /** Counts one of the member's own annotations that goes to this socket. */
    void note(LiveSocket socket) {
        if (socket.caller() instanceof ApiCaller.ForMember member) {
            told.merge(Reader.of(member), 1L, Long::sum);
        }
    }

    private void write() {
        Map<Reader, Long> taken = new ConcurrentHashMap<>();
        for (Reader reader : told.keySet()) {
            Long count = told.remove(reader);
            if (count != null) {
                taken.put(reader, count);
            }
        }
        if (taken.isEmpty()) {
            return;
        }
        List<AnnotationHandout> handouts = taken.entrySet().stream()
                .map(each -> each.getKey().handout(each.getValue()))
                .toList();
        try {
            ledger.note(handouts);
        } catch (RuntimeException away) {
            DatabaseTrouble.report(log, "event=live-reads", away);
            taken.forEach((reader, count) -> told.merge(reader, count, Long::sum));
        }
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("live-reads").daemon().factory());
        started.scheduleWithFixedDelay(this::write, 1, 1, TimeUnit.SECONDS);
        thread = started;
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = thread;
        thread = null;
        if (running != null) {
            running.shutdown();
            write();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Stops after the sockets are gone, so that the last counts are written. */
    @Override
    public int getPhase() {
        return 0;
    }
}
