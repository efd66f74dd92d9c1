package vouchsafe.audit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.TestServer;
import vouchsafe.crypto.KeyRing;
import vouchsafe.crypto.PublicKeys;
import vouchsafe.crypto.SigningKeys;
import vouchsafe.db.OwnTables;
import vouchsafe.db.Transactions;
import vouchsafe.web.PublicAddress;

/** An audit log that no other test writes to. */
final class OwnAuditLog implements AutoCloseable {
    private static final TestServer SERVER = TestServer.shared();

    private final OwnTables tables = OwnTables.copying("audit_events", "audit_seals", "audit_summaries");
    final JdbcClient sql = tables.sql();
    final AuditLog log = new AuditLog(sql, InstantSource.system(), JsonMapper.shared());
    final AuditSummaries summaries = new AuditSummaries(sql, SERVER.bean(SigningKeys.class));
    final AuditSeals seals = new AuditSeals(sql, SERVER.bean(KeyRing.class), summaries, InstantSource.system());
    /** Each act is a statement of its own here: the tables are not those of the server's transactions. */
    final DurableActs acts = new DurableActs(SERVER.bean(Transactions.class), log, InstantSource.system());

    private final AuditExport export = new AuditExport(
            new AuditTrail(sql, JsonMapper.shared()),
            seals,
            summaries,
            SERVER.bean(SigningKeys.class),
            SERVER.bean(PublicAddress.class),
            acts);

    /** Erases what is older, as the job does. */
    void purge(Instant border) {
        new AuditPurge(sql, seals, summaries, new AuditSettings(0), acts).run(border);
    }

    /** Records an event that happened then, with this fact. */
    void record(Instant at, String kind, String fact) {
        record(at, Duration.ZERO, 1, kind, fact);
    }

    /** Records so many events in one statement, from then on with this pause, each with this fact and its number. */
    void record(Instant from, Duration pause, int count, String kind, String fact) {
        UUID[] ids = IntStream.range(0, count)
                .mapToObj(each -> new UUID(
                        from.plus(pause.multipliedBy(each)).toEpochMilli() << 16 | 0x7000L,
                        UUID.randomUUID().getLeastSignificantBits()))
                .toArray(UUID[]::new);
        sql.sql("""
            INSERT INTO audit_events (id, at, kind, subject_id, address, detail)
            SELECT e.id, :from::timestamptz + (n - 1) * make_interval(secs => :pause), :kind, gen_random_uuid(),
                '192.0.2.1', jsonb_build_object('fact', CASE WHEN :count = 1 THEN :fact ELSE :fact || n END)
            FROM unnest(:ids::uuid[]) WITH ORDINALITY AS e (id, n)
            """)
                .param("from", from)
                .param("pause", pause.toMillis() / 1000.0)
                .param("kind", kind)
                .param("fact", fact)
                .param("count", count)
                .param("ids", ids)
                .update();
    }

    String export(AuditFilter filter, AuditExport.Format format) {
        StringWriter out = new StringWriter();
        try {
            export.write(filter, format, Actor.COMMAND_LINE, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString();
    }

    static AuditVerification.Result verify(String file) {
        return verify(file.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    static AuditVerification.Result verify(byte[] file, Optional<PublicKeys> keys) {
        try {
            return AuditVerification.verify(new ByteArrayInputStream(file), keys);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static PublicKeys published() {
        return PublicKeys.parse(SERVER.bean(SigningKeys.class).published());
    }

    @Override
    public void close() {
        tables.close();
    }
}
