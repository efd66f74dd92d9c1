package vouchsafe.audit;

import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.db.UuidV7;
import vouchsafe.web.CurrentRequest;

/** Writes audit events in the caller's transaction, so that an event exists exactly when its cause does. */
public final class AuditLog {
    private final JdbcClient sql;
    private final InstantSource clock;
    private final JsonMapper json;

    AuditLog(JdbcClient sql, InstantSource clock, JsonMapper json) {
        this.sql = sql;
        this.clock = clock;
        this.json = json;
    }

    /** Stores the event with the current time, request id and remote address. */
    public void record(AuditEvent event) {
        CurrentRequest request = CurrentRequest.get();
        sql.sql("""
            INSERT INTO audit_events (id, at, kind, actor_id, subject_id, client_id, request_id, address, detail)
            VALUES (:id, :at, :kind, :actor, :subject, :client, :request, :address, :detail::jsonb)
            """)
                .param("id", UuidV7.next())
                .param("at", clock.instant())
                .param("kind", event.kind())
                .param("actor", event.actorId())
                .param("subject", event.subjectId())
                .param("client", event.clientRowId())
                .param("request", request.id())
                .param("address", request.address())
                .param("detail", json.writeValueAsString(event.detail()))
                .update();
    }
}
