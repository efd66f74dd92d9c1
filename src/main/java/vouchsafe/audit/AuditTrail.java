package vouchsafe.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.db.UuidV7;

/** Reads the audit log, latest events first. */
public final class AuditTrail {
    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};
    private static final UUID LATEST = new UUID(-1L, -1L);
    private static final UUID EARLIEST = new UUID(0, 0);

    private final JdbcClient sql;
    private final JsonMapper json;

    AuditTrail(JdbcClient sql, JsonMapper json) {
        this.sql = sql;
        this.json = json;
    }

    /**
     * One page of events.
     *
     * @param olderThan the last event of the page before
     */
    public List<AuditEntry> list(AuditFilter filter, Optional<UUID> olderThan, int most) {
        // Ids begin with the time, so a time is a border among ids.
        UUID border = filter.before() == null ? LATEST : UuidV7.earliestAt(filter.before());
        UUID end = olderThan
                .filter(id -> id.toString().compareTo(border.toString()) < 0)
                .orElse(border);
        return read(filter, "id < :border AND id >= :since", "id DESC", end, since(filter), most);
    }

    /**
     * Some events, oldest first.
     *
     * @param after the last event of those before
     */
    List<AuditEntry> oldest(AuditFilter filter, Optional<UUID> after, int most) {
        UUID begin = after.orElse(since(filter));
        String least = after.isPresent() ? "id > :since" : "id >= :since";
        UUID end = filter.before() == null ? LATEST : UuidV7.earliestAt(filter.before());
        return read(filter, "id < :border AND " + least, "id", end, begin, most);
    }

    private static UUID since(AuditFilter filter) {
        return filter.since() == null ? EARLIEST : UuidV7.earliestAt(filter.since());
    }

    private List<AuditEntry> read(AuditFilter filter, String range, String order, UUID border, UUID since, int most) {
        StringBuilder where = new StringBuilder("WHERE " + range);
        if (filter.kind() != null) {
            where.append(" AND kind = :kind");
        }
        if (filter.member() != null) {
            where.append(" AND (subject_id = :member OR actor_id = :member)");
        }
        if (filter.client() != null) {
            where.append(" AND client_id = :client");
        }
        return sql.sql("SELECT id, at, kind, actor_id, subject_id, client_id, request_id, address, detail"
                        + " FROM audit_events " + where + " ORDER BY " + order + " LIMIT :most")
                .param("border", border)
                .param("since", since)
                .param("kind", filter.kind())
                .param("member", filter.member())
                .param("client", filter.client())
                .param("most", most)
                .query((row, number) -> entry(row))
                .list();
    }

    private AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getObject("id", UUID.class),
                row.getTimestamp("at").toInstant(),
                row.getString("kind"),
                row.getObject("actor_id", UUID.class),
                row.getObject("subject_id", UUID.class),
                row.getObject("client_id", UUID.class),
                row.getString("request_id"),
                row.getString("address"),
                json.readValue(row.getString("detail"), FACTS));
    }
}
