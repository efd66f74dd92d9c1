package vouchsafe.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import vouchsafe.crypto.SealKind;
import vouchsafe.db.DatabaseTrouble;
import vouchsafe.db.UuidV7;
import vouchsafe.web.CurrentRequest;

/**
 * Remembers for the owner of a client why its calls were refused, and counts those that were served. Callers only touch
 * memory; one thread writes what has come together, once a second. Everything is bounded: entries that wait, entries of one
 * client in one second, entries kept. A flood is counted, not stored; at worst a crash loses the last second.
 */
public final class RequestLog implements SmartLifecycle {
    private static final int WAITING = 2_000;
    private static final int PER_CLIENT_AND_FLUSH = 50;
    private static final int LONGEST_DETAIL = 500;
    private static final long FLUSH_MILLISECONDS = 1_000;
    /** Tokens of ours, should one slip into a detail: known prefix, then the seal. */
    private static final Pattern TOKEN = Pattern.compile(Arrays.stream(SealKind.values())
            .map(SealKind::prefix)
            .filter(prefix -> !prefix.isEmpty())
            .distinct()
            .map(Pattern::quote)
            .collect(Collectors.joining("|", "\\b(", ")[A-Za-z0-9_-]+")));

    private static final Logger log = LoggerFactory.getLogger(RequestLog.class);

    private final RequestLogTable table;
    private final InstantSource clock;
    private final BlockingQueue<RequestLogTable.Entry> waiting = new ArrayBlockingQueue<>(WAITING);
    private final ConcurrentMap<UUID, LongAdder> entriesNow = new ConcurrentHashMap<>();
    private final ConcurrentMap<Counter, LongAdder> answeredCalls = new ConcurrentHashMap<>();
    private final ConcurrentMap<Counter, LongAdder> refusedCalls = new ConcurrentHashMap<>();
    private volatile @Nullable Thread writer;

    private record Counter(UUID clientRowId, String endpoint) {}

    RequestLog(RequestLogTable table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    /**
     * A call of this client (row id) was refused.
     *
     * @param endpoint a constant: {@code token}, {@code exchange-member}
     * @param error the error code that was answered
     * @param detail what the owner needs to know to mend it; never a secret, a code or a token
     */
    public void refused(UUID clientRowId, String endpoint, int status, String error, String detail) {
        refusedCalls
                .computeIfAbsent(new Counter(clientRowId, endpoint), counter -> new LongAdder())
                .increment();
        LongAdder entries = entriesNow.computeIfAbsent(clientRowId, client -> new LongAdder());
        entries.increment();
        if (entries.sum() > PER_CLIENT_AND_FLUSH) {
            return;
        }
        RefusedRequest request = new RefusedRequest(
                UuidV7.next(),
                clock.instant(),
                endpoint,
                status,
                plain(error),
                plain(detail),
                CurrentRequest.get().id());
        // A full queue drops the entry: it was counted.
        waiting.offer(new RequestLogTable.Entry(clientRowId, request));
    }

    /** A call of this client (row id) was served. */
    public void answered(UUID clientRowId, String endpoint) {
        answeredCalls
                .computeIfAbsent(new Counter(clientRowId, endpoint), counter -> new LongAdder())
                .increment();
    }

    /**
     * The refused calls of a client, latest first.
     *
     * @param olderThan the last one of the page before
     */
    public List<RefusedRequest> latestRefused(UUID clientRowId, Optional<UUID> olderThan, int most) {
        return table.latestRefused(clientRowId, olderThan, most);
    }

    /** How often a client called what, latest day first. */
    public List<RequestCount> counts(UUID clientRowId, LocalDate since) {
        return table.counts(clientRowId, since);
    }

    @Override
    public void start() {
        // Known as running before it runs: a thread that was quicker would take itself for stopped.
        Thread thread = Thread.ofPlatform().name("request-log").daemon().unstarted(this::writeUntilStopped);
        writer = thread;
        thread.start();
    }

    @Override
    public void stop() {
        Thread running = writer;
        writer = null;
        if (running != null) {
            running.interrupt();
            try {
                running.join(5_000);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            flush();
        }
    }

    @Override
    public boolean isRunning() {
        return writer != null;
    }

    /** Writes from before the web server starts until after it has stopped. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void writeUntilStopped() {
        while (isRunning()) {
            try {
                Thread.sleep(FLUSH_MILLISECONDS);
            } catch (InterruptedException stopped) {
                return;
            }
            flush();
        }
    }

    /** Writes what has come together; called by the writer only, and once more when it has ended. */
    void flush() {
        entriesNow.clear();
        List<RequestLogTable.Entry> entries = new ArrayList<>();
        waiting.drainTo(entries);
        try {
            if (!entries.isEmpty()) {
                table.insert(entries);
            }
            List<RequestLogTable.Count> counts = takeCounts();
            if (!counts.isEmpty()) {
                table.add(counts);
            }
        } catch (DataAccessException | TransactionException away) {
            DatabaseTrouble.report(log, "event=request-log.lost entries=" + entries.size(), away);
        }
    }

    private List<RequestLogTable.Count> takeCounts() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Map<Counter, long[]> sums = new HashMap<>();
        take(answeredCalls, sums, 0);
        take(refusedCalls, sums, 1);
        return sums.entrySet().stream()
                .map(sum -> new RequestLogTable.Count(
                        sum.getKey().clientRowId(),
                        today,
                        sum.getKey().endpoint(),
                        sum.getValue()[0],
                        sum.getValue()[1]))
                .toList();
    }

    /** Counters are taken out of the map, so that clients that have gone quiet cost nothing. */
    private static void take(ConcurrentMap<Counter, LongAdder> counters, Map<Counter, long[]> sums, int place) {
        for (Counter counter : counters.keySet()) {
            counters.computeIfPresent(counter, (key, count) -> {
                sums.computeIfAbsent(key, each -> new long[2])[place] += count.sum();
                return null;
            });
        }
    }

    /** One line, bounded, without anything that looks like a token of ours. */
    private static String plain(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints()
                .limit(LONGEST_DETAIL)
                .map(letter -> Character.isISOControl(letter) ? ' ' : letter)
                .forEach(line::appendCodePoint);
        return TOKEN.matcher(line).replaceAll("[token]");
    }

    /** For the forgetting job. */
    int forget(Instant olderThan, int most) {
        return table.forgetRefused(olderThan, most);
    }
}
