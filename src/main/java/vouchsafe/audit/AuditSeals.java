package vouchsafe.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.crypto.Digests;
import vouchsafe.crypto.KeyRing;
import vouchsafe.db.RecordRows;
import vouchsafe.db.UuidV7;

/**
 * Makes later changes and deletions in the audit log show. Events are recorded without waiting for each other; a few
 * minutes later, when every transaction of that time has ended, one job seals them in the order of their ids: SHA-256
 * over the seal before and each event, wrapped by the key ring. So a seal can only be made with the master key, and one
 * changed row breaks it and says where.
 *
 * <p>It does not show a change within the first minutes, nor the loss of the latest seals together with all that they
 * cover.
 */
public final class AuditSeals {
    /** No transaction that records an event takes as long. */
    private static final Duration SETTLING = Duration.ofMinutes(5);

    private static final int MOST_EVENTS = 1_000;
    private static final UUID BEGINNING = new UUID(0, 0);

    /** One event as text that is the same on every node, in any time zone and locale. */
    private static final String EVENTS = """
        SELECT id, jsonb_build_array(id, (extract(epoch FROM at) * 1000000)::bigint, kind, actor_id, subject_id,
                                     client_id, request_id, address, detail)::text AS text
        FROM audit_events
        WHERE id > :after AND id <= :until
        ORDER BY id
        LIMIT :most
        """;

    private static final RowMapper<Seal> SEAL = RecordRows.of(Seal.class);

    private static final RowMapper<Event> EVENT = RecordRows.of(Event.class);

    private final JdbcClient sql;
    private final KeyRing keys;
    private final AuditSummaries summaries;
    private final InstantSource clock;

    AuditSeals(JdbcClient sql, KeyRing keys, AuditSummaries summaries, InstantSource clock) {
        this.sql = sql;
        this.keys = keys;
        this.summaries = summaries;
        this.clock = clock;
    }

    private record Event(UUID id, String text) {}

    private record Seal(long number, UUID untilId, int events, byte[] seal) {}

    /** The finding of a check of the whole log. */
    public sealed interface Finding {
        /**
         * Every seal holds; so many events are sealed.
         *
         * @param closed how many of the seals cannot be checked, since their key was lost
         */
        record Intact(long seals, long events, long closed) implements Finding {}

        /** This seal does not hold: something it covers was changed, deleted or added, after the event before it. */
        record Broken(long seal, Instant after, Instant until) implements Finding {}
    }

    /** Seals what has settled; the job's work. */
    void seal() {
        seal(clock.instant().minus(SETTLING));
    }

    void seal(Instant settled) {
        UUID border = UuidV7.earliestAt(settled);
        Optional<Seal> last = sql.sql(
                        "SELECT number, until_id, events, seal FROM audit_seals ORDER BY number DESC LIMIT 1")
                .query(SEAL)
                .optional();
        long number = last.map(Seal::number).orElse(0L);
        UUID after = last.map(Seal::untilId).orElse(BEGINNING);
        byte[] previous = last.map(this::opened).orElse(new byte[0]);
        for (List<Event> events = events(after, border, MOST_EVENTS);
                !events.isEmpty();
                events = events(after, border, MOST_EVENTS)) {
            number++;
            after = events.getLast().id();
            previous = hash(number, previous, events);
            // Two jobs at a time cannot be; if they were, the number stops the second.
            sql.sql("""
                INSERT INTO audit_seals (number, until_id, events, sealed_at, seal)
                VALUES (:number, :until, :events, :now, :seal)
                """)
                    .param("number", number)
                    .param("until", after)
                    .param("events", events.size())
                    .param("now", clock.instant())
                    .param("seal", keys.wrap(previous))
                    .update();
        }
    }

    /** Reads the whole log again and holds it against its seals. */
    public Finding check() {
        return check(Long.MAX_VALUE);
    }

    /** The same, up to a seal. What was old and erased has a summary, from which the chain goes on. */
    Finding check(long through) {
        long number = 0;
        long sum = 0;
        UUID after = BEGINNING;
        long closed = 0;
        byte[] previous = new byte[0];
        Optional<Seal> lost = Optional.empty();
        Optional<AuditSummaries.Summary> erased = summaries.latest();
        if (erased.isPresent()) {
            number = erased.get().through();
            after = erased.get().untilId();
            Optional<Seal> last = find(number)
                    .filter(seal -> seal.untilId().equals(erased.get().untilId()));
            Optional<byte[]> hash = summaries.hash(erased.get());
            if (last.isEmpty() || hash.isEmpty() || !isClosed(last.get()) && !holds(last.get(), hash.get())) {
                return new Finding.Broken(number, erased.get().firstAt(), time(after));
            }
            previous = hash.get();
            lost = last.filter(seal -> keys.lost(seal.seal()));
        }
        while (true) {
            List<Seal> seals = sql.sql("""
                SELECT number, until_id, events, seal FROM audit_seals
                WHERE number > :number AND number <= :through ORDER BY number LIMIT 100
                """)
                    .param("number", number)
                    .param("through", through)
                    .query(SEAL)
                    .list();
            if (seals.isEmpty()) {
                return new Finding.Intact(number, sum, closed);
            }
            for (Seal seal : seals) {
                // One more than it covers, so that an added event is seen.
                List<Event> events = events(after, seal.untilId(), seal.events() + 1);
                byte[] expected = hash(seal.number(), previous, events);
                if (lost.isPresent() && !holds(seal, expected)) {
                    // The one before was closed already when this one was made.
                    expected = hash(seal.number(), closed(lost.get()), events);
                }
                boolean closedNow = isClosed(seal);
                if (seal.number() != number + 1 || !closedNow && !holds(seal, expected)) {
                    return new Finding.Broken(seal.number(), time(after), time(seal.untilId()));
                }
                closed += closedNow ? 1 : 0;
                lost = keys.lost(seal.seal()) ? Optional.of(seal) : Optional.empty();
                number = seal.number();
                sum += events.size();
                after = seal.untilId();
                previous = expected;
            }
        }
    }

    private boolean holds(Seal seal, byte[] expected) {
        return content(seal).filter(content -> Arrays.equals(content, expected)).isPresent();
    }

    /** What is sealed; empty where nobody with a key of the ring sealed it, and where that key was lost. */
    private Optional<byte[]> content(Seal seal) {
        return keys.unwrap(seal.seal());
    }

    /** Whether its key was lost, so that it cannot be checked any more. */
    private boolean isClosed(Seal seal) {
        return keys.lost(seal.seal()) && content(seal).isEmpty();
    }

    /** What the next seal hangs from. */
    private byte[] opened(Seal seal) {
        return content(seal).orElseGet(() -> closed(seal));
    }

    /** Stands for the hash in a seal that nobody can open any more, so that the next one still hangs from it. */
    private static byte[] closed(Seal seal) {
        return Digests.sha256("a seal that cannot be opened\n".getBytes(StandardCharsets.UTF_8), seal.seal());
    }

    private Optional<Seal> find(long number) {
        return sql.sql("SELECT number, until_id, events, seal FROM audit_seals WHERE number = :number")
                .param("number", number)
                .query(SEAL)
                .optional();
    }

    /**
     * A seal.
     *
     * @param untilId the last event it covers
     * @param hash what it seals
     */
    record Sealed(long number, UUID untilId, byte[] hash) {}

    /** The last seal that covers nothing but events before this time; empty where there is none. */
    Optional<Sealed> lastBefore(Instant border) {
        return sql.sql("""
            SELECT number, until_id, events, seal FROM audit_seals WHERE until_id < :border
            ORDER BY number DESC LIMIT 1
            """)
                .param("border", UuidV7.earliestAt(border))
                .query(SEAL)
                .optional()
                .flatMap(seal -> content(seal).map(hash -> new Sealed(seal.number(), seal.untilId(), hash)));
    }

    /** What some seals cover. */
    record Counted(long events, Instant firstAt, Instant lastAt) {}

    /** What the seals after one and up to another cover, which are there. */
    Counted counted(long after, long through) {
        long events = sql.sql(
                        "SELECT coalesce(sum(events), 0) FROM audit_seals WHERE number > :after AND number <= :to")
                .param("after", after)
                .param("to", through)
                .query(Long.class)
                .single();
        UUID begin = find(after).map(Seal::untilId).orElse(BEGINNING);
        Instant first = events(begin, find(through).orElseThrow().untilId(), 1).stream()
                .findFirst()
                .map(event -> time(event.id()))
                .orElseThrow();
        return new Counted(events, first, time(find(through).orElseThrow().untilId()));
    }

    private List<Event> events(UUID after, UUID until, int most) {
        return sql.sql(EVENTS)
                .param("after", after)
                .param("until", until)
                .param("most", most)
                .query(EVENT)
                .list();
    }

    private static byte[] hash(long number, byte[] previous, List<Event> events) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((number + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(previous);
            for (Event event : events) {
                // jsonb's text has no line break of its own: the lines are the events.
                digest.update((event.text() + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    private static Instant time(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
