package vouchsafe.audit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.crypto.KeyEvents;
import vouchsafe.crypto.KeyRing;
import vouchsafe.crypto.SigningKeys;
import vouchsafe.crypto.WrappedColumn;
import vouchsafe.db.Disk;
import vouchsafe.db.Job;
import vouchsafe.db.Transactions;
import vouchsafe.web.PublicAddress;

/** Builds the audit log and the request log. */
@Configuration(proxyBeanMethods = false)
public class AuditConfiguration {
    private static final Duration REFUSED_KEPT = Duration.ofDays(30);

    @Bean
    AuditLog auditLog(JdbcClient sql, InstantSource clock, JsonMapper json) {
        return new AuditLog(sql, clock, json);
    }

    @Bean
    DurableActs durableActs(Transactions transactions, AuditLog audit, InstantSource clock) {
        return new DurableActs(transactions, audit, clock);
    }

    @Bean
    AuditTrail auditTrail(JdbcClient sql, JsonMapper json) {
        return new AuditTrail(sql, json);
    }

    @Bean
    AuditSummaries auditSummaries(JdbcClient sql, SigningKeys keys) {
        return new AuditSummaries(sql, keys);
    }

    @Bean
    AuditSeals auditSeals(JdbcClient sql, KeyRing keys, AuditSummaries summaries, InstantSource clock) {
        return new AuditSeals(sql, keys, summaries, clock);
    }

    @Bean
    AuditExport auditExport(
            AuditTrail trail,
            AuditSeals seals,
            AuditSummaries summaries,
            SigningKeys keys,
            PublicAddress address,
            DurableActs acts) {
        return new AuditExport(trail, seals, summaries, keys, address, acts);
    }

    @Bean
    AuditPurge auditPurge(
            JdbcClient sql, AuditSeals seals, AuditSummaries summaries, AuditSettings settings, DurableActs acts) {
        return new AuditPurge(sql, seals, summaries, settings, acts);
    }

    @Bean
    Job auditPurging(AuditPurge purge) {
        return new Job.Repeated("audit-purging", Duration.ofHours(24), purge::run);
    }

    @Bean
    static WrappedColumn wrappedAuditSeals() {
        return new WrappedColumn(
                "seals of the audit log",
                "audit_seals",
                "number",
                "seal",
                "nothing: sealing goes on, and a check says how many seals cannot be checked any more");
    }

    /** Keys are changed at the command line, or by what looks after them. */
    @Bean
    KeyEvents keyEvents(AuditLog audit) {
        return (kind, detail) -> {
            AuditEvent event = detail.containsKey("by")
                    ? AuditEvent.of(kind)
                    : AuditEvent.of(kind).by(Actor.COMMAND_LINE);
            for (Map.Entry<String, String> each : detail.entrySet()) {
                event = event.with(each.getKey(), each.getValue());
            }
            audit.record(event);
        };
    }

    @Bean
    Job auditSealing(AuditSeals seals, Disk disk) {
        return new Job.Repeated("audit-sealing", Duration.ofMinutes(1), () -> {
            // Events that are not sealed now are sealed when there is room: the last of it is for refreshes.
            if (disk.hasRoom()) {
                seals.seal();
            }
        });
    }

    @Bean
    RequestLog requestLog(JdbcTemplate jdbc, InstantSource clock) {
        return new RequestLog(new RequestLogTable(jdbc), clock);
    }

    /** Refused calls are kept for 30 days, at most 500 of each client. */
    @Bean
    Job requestForgetting(RequestLog requests, InstantSource clock) {
        return new Job.Repeated("request-forgetting", Duration.ofHours(1), () -> {
            while (requests.forget(clock.instant().minus(REFUSED_KEPT), 500) == 500) {
                // Small batches: no long lock, no large transaction.
            }
        });
    }
}
