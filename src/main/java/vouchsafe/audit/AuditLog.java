package vouchsafe.audit;

import java.sql.Types;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
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

    /** Stores many events in one statement, in their order, with the current time, request id and remote address. */
    public void record(List<AuditEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        CurrentRequest request = CurrentRequest.get();
        sql.sql("""
            INSERT INTO audit_events (id, at, kind, actor_id, subject_id, client_id, request_id, address, detail)
            SELECT event.id, :at, event.kind, event.actor, event.subject, event.client, :request, :address,
                event.detail::jsonb
            FROM unnest(:ids::uuid[], :kinds::text[], :actors::uuid[], :subjects::uuid[], :clients::uuid[], :details::text[])
                AS event (id, kind, actor, subject, client, detail)
            """)
                .param("ids", events.stream().map(event -> UuidV7.next()).toArray(UUID[]::new))
                .param("at", clock.instant())
                .param("kinds", events.stream().map(AuditEvent::kind).toArray(String[]::new))
                .param("actors", events.stream().map(AuditEvent::actorId).toArray(UUID[]::new))
                .param("subjects", events.stream().map(AuditEvent::subjectId).toArray(UUID[]::new))
                .param("clients", events.stream().map(AuditEvent::clientRowId).toArray(UUID[]::new))
                .param("request", request.id(), Types.VARCHAR)
                .param("address", request.address(), Types.VARCHAR)
                .param(
                        "details",
                        events.stream()
                                .map(event -> json.writeValueAsString(event.detail()))
                                .toArray(String[]::new))
                .update();
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
