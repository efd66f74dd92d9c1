package vouchsafe.annotations;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.ArrayLiteral;
import vouchsafe.db.Batcher;
import vouchsafe.db.RecordRows;
import vouchsafe.db.UuidV7;
import vouchsafe.metrics.Metrics;

/**
 * The ledger of annotations: who read how many of a member's own, by the hour. A note stands in it when the call
 * returns; notes of the same moment share one statement. Public annotations read by a client that does not act for
 * their author are in no ledger.
 */
public final class AnnotationLedger {
    private static final UUID LAST = new UUID(-1, -1);
    private static final int TOGETHER = 256;

    private static final RowMapper<AnnotationRead> READ = RecordRows.of(AnnotationRead.class);

    private final JdbcClient sql;
    private final InstantSource clock;
    private final Batcher<AnnotationHandout, Boolean> notes =
            new Batcher<>(1, TOGETHER, this::writeWhatIsFree, alone -> write(List.of(alone)));

    AnnotationLedger(JdbcClient sql, InstantSource clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** From now on the sizes of its statements are counted. */
    void count(Metrics metrics) {
        notes.count(metrics, "annotation_reads");
    }

    /** Notes what is about to be handed out. */
    public void note(AnnotationHandout handout) {
        if (handout.annotations() > 0) {
            notes.ask(handout);
        }
    }

    /** Notes all of these in one statement of their own, all or none. */
    public void note(List<AnnotationHandout> handouts) {
        write(handouts);
    }

    /** The key of a row of the table, but for the hour. */
    private record Reader(
            UUID memberId,
            @Nullable UUID clientRowId,
            @Nullable UUID grantId,
            ReadWay way) {
        private static final Comparator<Reader> ORDER = Comparator.comparing(Reader::memberId)
                .thenComparing(reader -> String.valueOf(reader.grantId()))
                .thenComparing(Reader::way);

        static Reader of(AnnotationHandout handout) {
            return new Reader(handout.memberId(), handout.clientRowId(), handout.grantId(), handout.way());
        }
    }

    private record Count(long annotations, long requests) {
        Count plus(Count other) {
            return new Count(annotations + other.annotations, requests + other.requests);
        }
    }

    /** The amount to add to each row, in one order on every node: two batches never wait for each other in a circle. */
    private static List<Map.Entry<Reader, Count>> sums(List<AnnotationHandout> handouts) {
        Map<Reader, Count> counts = new HashMap<>();
        handouts.forEach(
                each -> counts.merge(Reader.of(each), new Count(each.annotations(), each.requests()), Count::plus));
        List<Map.Entry<Reader, Count>> rows = new ArrayList<>(counts.entrySet());
        rows.sort(Map.Entry.comparingByKey(Reader.ORDER));
        return rows;
    }

    /** Waits for rows that other transactions hold. */
    private boolean write(List<AnnotationHandout> handouts) {
        List<Map.Entry<Reader, Count>> rows = sums(handouts);
        with(rows, sql.sql("""
            INSERT INTO annotation_reads AS known (id, member_id, client_id, grant_id, way, annotations, requests,
                hour, first_at, last_at)
            SELECT *, :hour::timestamptz, :now::timestamptz, :now::timestamptz
            FROM unnest(:ids::uuid[], :members::uuid[], :clients::uuid[], :grants::uuid[],
                :ways::text[], :annotations::bigint[], :requests::bigint[])
            ON CONFLICT (member_id, grant_id, hour, way) DO UPDATE
            SET annotations = known.annotations + excluded.annotations, requests = known.requests + excluded.requests,
                last_at = greatest(known.last_at, excluded.last_at)
            """)).update();
        return true;
    }

    /** Leaves out the rows that other transactions hold, and says null for them. */
    private List<@Nullable Boolean> writeWhatIsFree(List<AnnotationHandout> handouts) {
        List<Map.Entry<Reader, Count>> rows = sums(handouts);
        Set<Reader> done = new HashSet<>();
        with(rows, sql.sql("""
            WITH asked AS (
                SELECT * FROM unnest(:ids::uuid[], :members::uuid[], :clients::uuid[], :grants::uuid[],
                        :ways::text[], :annotations::bigint[], :requests::bigint[])
                    WITH ORDINALITY AS a (id, member_id, client_id, grant_id, way, annotations, requests, place)),
            known AS (
                SELECT r.id, a.place FROM asked a JOIN annotation_reads r ON r.member_id = a.member_id
                    AND r.grant_id IS NOT DISTINCT FROM a.grant_id AND r.hour = :hour AND r.way = a.way),
            free AS (
                SELECT id FROM annotation_reads WHERE id IN (SELECT id FROM known) ORDER BY id
                FOR NO KEY UPDATE SKIP LOCKED),
            raised AS (
                UPDATE annotation_reads r SET annotations = r.annotations + a.annotations,
                    requests = r.requests + a.requests, last_at = greatest(r.last_at, :now)
                FROM free JOIN known ON known.id = free.id JOIN asked a ON a.place = known.place
                WHERE r.id = free.id
                RETURNING a.place),
            begun AS (
                INSERT INTO annotation_reads (id, member_id, client_id, grant_id, way, annotations, requests,
                    hour, first_at, last_at)
                SELECT id, member_id, client_id, grant_id, way, annotations, requests, :hour::timestamptz,
                    :now::timestamptz, :now::timestamptz
                FROM asked WHERE place NOT IN (SELECT place FROM known)
                ON CONFLICT DO NOTHING
                RETURNING id)
            SELECT place FROM raised UNION ALL SELECT a.place FROM begun JOIN asked a ON a.id = begun.id
            """))
                .query(Integer.class)
                .list()
                .forEach(place -> done.add(rows.get(place - 1).getKey()));
        List<@Nullable Boolean> answers = new ArrayList<>();
        handouts.forEach(each -> answers.add(done.contains(Reader.of(each)) ? true : null));
        return answers;
    }

    private JdbcClient.StatementSpec with(List<Map.Entry<Reader, Count>> rows, JdbcClient.StatementSpec statement) {
        Instant now = clock.instant();
        return statement
                .param("ids", ArrayLiteral.of(rows, row -> UuidV7.next()))
                .param("members", ArrayLiteral.of(rows, row -> row.getKey().memberId()))
                .param("clients", ArrayLiteral.of(rows, row -> row.getKey().clientRowId()))
                .param("grants", ArrayLiteral.of(rows, row -> row.getKey().grantId()))
                .param("ways", ArrayLiteral.of(rows, row -> row.getKey().way().word()))
                .param(
                        "annotations",
                        ArrayLiteral.of(rows, row -> row.getValue().annotations()))
                .param("requests", ArrayLiteral.of(rows, row -> row.getValue().requests()))
                .param("hour", now.truncatedTo(ChronoUnit.HOURS))
                .param("now", now);
    }

    /**
     * The reads of a member's annotations, the line begun last first.
     *
     * @param clientRowId row id of the client that read; null for any
     * @param before id of the last line of the page before
     */
    public List<AnnotationRead> ofMember(UUID memberId, @Nullable UUID clientRowId, Optional<UUID> before, int most) {
        return sql.sql("""
            SELECT * FROM annotation_reads
            WHERE member_id = :member AND id < :before
                AND (:client::uuid IS NULL OR client_id = :client::uuid)
            ORDER BY id DESC LIMIT :most
            """)
                .param("member", memberId)
                .param("before", before.orElse(LAST))
                .param("client", clientRowId)
                .param("most", most)
                .query(READ)
                .list();
    }

    /** Forgets the reads of a member's annotations, for the transaction that deletes the account. */
    void erase(UUID memberId) {
        sql.sql("DELETE FROM annotation_reads WHERE member_id = :member")
                .param("member", memberId)
                .update();
    }
}
