package vouchsafe.audit;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.RecordRows;
import vouchsafe.db.UuidV7;

/** The rows of the request log. */
final class RequestLogTable {
    /** Refused calls kept per client; older ones make room. */
    static final int KEPT_PER_CLIENT = 500;

    private static final RowMapper<RefusedRequest> REFUSED = RecordRows.of(RefusedRequest.class);

    private static final RowMapper<RequestCount> COUNT = RecordRows.of(RequestCount.class);

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;

    RequestLogTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
    }

    /** A refused call on its way to the table. */
    record Entry(UUID clientRowId, RefusedRequest request) {}

    /** An amount to add to a counter. */
    record Count(UUID clientRowId, LocalDate day, String endpoint, long answered, long refused) {}

    void insert(List<Entry> entries) {
        jdbc.batchUpdate("""
            INSERT INTO refused_requests (id, client_id, at, endpoint, status, error, detail, request_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, entries, entries.size(), (statement, entry) -> {
            RefusedRequest request = entry.request();
            statement.setObject(1, request.id());
            statement.setObject(2, entry.clientRowId());
            statement.setTimestamp(3, Timestamp.from(request.at()));
            statement.setString(4, request.endpoint());
            statement.setInt(5, request.status());
            statement.setString(6, request.error());
            statement.setString(7, request.detail());
            statement.setString(8, request.requestId());
        });
        entries.stream().map(Entry::clientRowId).distinct().forEach(this::makeRoom);
    }

    private void makeRoom(UUID clientRowId) {
        sql.sql("""
            DELETE FROM refused_requests WHERE client_id = :client AND id < (
                SELECT id FROM refused_requests WHERE client_id = :client
                ORDER BY id DESC OFFSET :kept LIMIT 1)
            """)
                .param("client", clientRowId)
                .param("kept", KEPT_PER_CLIENT - 1)
                .update();
    }

    void add(Collection<Count> counts) {
        // In one order on every node: two batches never wait for each other in a circle.
        List<Count> ordered = counts.stream()
                .sorted(Comparator.comparing(Count::clientRowId)
                        .thenComparing(Count::day)
                        .thenComparing(Count::endpoint))
                .toList();
        jdbc.batchUpdate("""
            INSERT INTO request_counts AS counts (client_id, day, endpoint, answered, refused)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (client_id, day, endpoint) DO UPDATE
            SET answered = counts.answered + excluded.answered, refused = counts.refused + excluded.refused
            """, ordered, Math.max(1, ordered.size()), (statement, count) -> {
            statement.setObject(1, count.clientRowId());
            statement.setDate(2, Date.valueOf(count.day()));
            statement.setString(3, count.endpoint());
            statement.setLong(4, count.answered());
            statement.setLong(5, count.refused());
        });
    }

    List<RefusedRequest> latestRefused(UUID clientRowId, Optional<UUID> olderThan, int most) {
        return sql.sql("""
            SELECT id, at, endpoint, status, error, detail, request_id FROM refused_requests
            WHERE client_id = :client AND id < :olderThan
            ORDER BY id DESC
            LIMIT :most
            """)
                .param("client", clientRowId)
                .param("olderThan", olderThan.orElse(new UUID(-1L, -1L)))
                .param("most", most)
                .query(REFUSED)
                .list();
    }

    List<RequestCount> counts(UUID clientRowId, LocalDate since) {
        return sql.sql("""
            SELECT day, endpoint, answered, refused FROM request_counts
            WHERE client_id = :client AND day >= :since
            ORDER BY day DESC, endpoint
            """)
                .param("client", clientRowId)
                .param("since", Date.valueOf(since))
                .query(COUNT)
                .list();
    }

    int forgetRefused(Instant olderThan, int most) {
        return sql.sql("""
            DELETE FROM refused_requests WHERE id IN (
                SELECT id FROM refused_requests WHERE id < :olderThan ORDER BY id LIMIT :most)
            """)
                .param("olderThan", UuidV7.earliestAt(olderThan))
                .param("most", most)
                .update();
    }
}
