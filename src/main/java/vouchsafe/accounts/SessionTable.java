package vouchsafe.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.BatchedReads;
import vouchsafe.db.RecordRows;
import vouchsafe.metrics.Metrics;
import vouchsafe.web.pages.OnceShown;

/**
 * The sessions of browsers. A session is read together with its member, in one statement, so that whoever acts on it acts
 * under credentials that counted while the session was there: a transaction that ends a member's sessions raises the stamp
 * too, and a reader sees both or neither. Nothing is kept in memory: a row that is gone opens nothing.
 */
final class SessionTable {
    private static final RowMapper<SessionRow> ROW = RecordRows.of(SessionRow.class);

    private static final RowMapper<KeptSession> SESSION = (row, number) -> KeptSession.stored(
            mapped(ROW, row, number), row.getObject("id") == null ? null : mapped(Members.MEMBER, row, number));

    private static final String SELECT = "SELECT s.*, " + Members.COLUMNS
            + " FROM browser_sessions s LEFT JOIN members ON members.id = s.member_id ";

    private final JdbcClient sql;
    private final BatchedReads<String, KeptSession> reads;

    SessionTable(JdbcClient sql) {
        this.sql = sql;
        this.reads = new BatchedReads<>(this::read, KeptSession::getId);
    }

    /** From now on the sizes of shared reads are counted. */
    void count(Metrics metrics) {
        reads.count(metrics, "session");
    }

    /** The session of this id, as the database has it now. */
    Optional<KeptSession> find(String sessionId) {
        return reads.get(sessionId);
    }

    private List<KeptSession> read(List<String> ids) {
        return sql.sql(SELECT + "WHERE s.session_id = ANY ((SELECT :ids)::char(36)[])")
                .param("ids", ids.toArray(String[]::new))
                .query(SESSION)
                .list();
    }

    List<KeptSession> ofPrincipal(String principal) {
        return sql.sql(SELECT + "WHERE s.principal_name = :principal")
                .param("principal", principal)
                .query(SESSION)
                .list();
    }

    /** Writes what changed. A session that was ended meanwhile stays ended. */
    void write(KeptSession session) {
        if (session.stored()) {
            update(session);
        } else {
            insert(session);
        }
    }

    private void insert(KeptSession session) {
        SessionRow row = session.row();
        Map<String, byte @Nullable []> others = session.changedOthers();
        sql.sql("""
            INSERT INTO browser_sessions (primary_id, session_id, creation_time, last_access_time, max_inactive_interval,
                expiry_time, principal_name, member_id, signed_in_at, device, address, other_attributes)
            VALUES (:primary, :session, :created, :used, :idle, :expiry, :principal, :member::uuid, :since, :device, :address,
                NULLIF(:others::jsonb, '{}'))
            """)
                .param("primary", row.primaryId())
                .param("session", session.getId())
                .param("created", row.creationTime())
                .param("used", session.getLastAccessedTime().toEpochMilli())
                .param("idle", Math.toIntExact(session.getMaxInactiveInterval().toSeconds()))
                .param("expiry", session.expiry())
                .param("principal", session.changedColumns().get("principal_name"))
                .param("member", session.changedColumns().get("member_id"))
                .param("since", session.changedColumns().get("signed_in_at"))
                .param("device", session.changedColumns().get("device"))
                .param("address", session.changedColumns().get("address"))
                .param("others", SessionAttributes.write(others))
                .update();
    }

    private void update(KeptSession session) {
        Map<String, @Nullable Object> columns = session.changedColumns();
        Map<String, byte @Nullable []> others = session.changedOthers();
        String assignments = columns.keySet().stream()
                .map(column -> column + " = :" + column)
                .collect(Collectors.joining(", "));
        String both = columns.isEmpty() || others.isEmpty() ? "" : ", ";
        String other = others.isEmpty()
                ? ""
                : "other_attributes = NULLIF((coalesce(other_attributes, '{}') - :gone::text[]) || :kept::jsonb, '{}')";
        JdbcClient.StatementSpec update = sql.sql(
                        "UPDATE browser_sessions SET " + assignments + both + other + " WHERE primary_id = :primary")
                .param("primary", session.primaryId())
                .params(columns);
        if (!others.isEmpty()) {
            String[] gone = others.entrySet().stream()
                    .filter(each -> each.getValue() == null)
                    .map(Map.Entry::getKey)
                    .toArray(String[]::new);
            update = update.param("gone", gone).param("kept", SessionAttributes.write(others));
        }
        update.update();
    }

    void end(String sessionId) {
        sql.sql("DELETE FROM browser_sessions WHERE session_id = :session")
                .param("session", sessionId)
                .update();
    }

    void endAll(UUID memberId) {
        sql.sql("DELETE FROM browser_sessions WHERE principal_name = :member")
                .param("member", memberId.toString())
                .update();
    }

    /** Ends every session of the member but this one; returns how many. */
    int endOthers(UUID memberId, String keptSession) {
        return sql.sql("DELETE FROM browser_sessions WHERE principal_name = :member AND session_id <> :kept")
                .param("member", memberId.toString())
                .param("kept", keptSession)
                .update();
    }

    /** Ends one session of the member; whether there was one. */
    boolean end(UUID memberId, String session) {
        return sql.sql("DELETE FROM browser_sessions WHERE principal_name = :member AND session_id = :session")
                        .param("member", memberId.toString())
                        .param("session", session)
                        .update()
                > 0;
    }

    /** Removes the rows of sessions that ended by themselves. */
    void sweep(Instant now) {
        sql.sql("DELETE FROM browser_sessions WHERE expiry_time < :now")
                .param("now", now.toEpochMilli())
                .update();
    }

    /** Removes the secrets of {@link OnceShown} that are not shown any more, from sessions in which nobody looks for them. */
    void sweepShownSecrets(Instant now) {
        sql.sql("""
            UPDATE browser_sessions SET other_attributes = NULLIF(other_attributes - ARRAY(
                SELECT name FROM jsonb_object_keys(other_attributes) AS names (name) WHERE %1$s), '{}')
            WHERE other_attributes IS NOT NULL
                AND EXISTS (SELECT FROM jsonb_object_keys(other_attributes) AS names (name) WHERE %1$s)
            """.formatted("""
                CASE WHEN starts_with(name, :shown)
                THEN split_part(substr(name, length(:shown) + 1), '.', 1)::bigint <= :now END\
                """))
                .param("shown", OnceShown.ATTRIBUTES)
                .param("now", now.getEpochSecond())
                .update();
    }

    private static <R> R mapped(RowMapper<R> mapper, ResultSet row, int number) throws SQLException {
        return Objects.requireNonNull(mapper.mapRow(row, number));
    }
}
