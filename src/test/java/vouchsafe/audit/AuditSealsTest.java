package vouchsafe.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.TestServer;
import vouchsafe.crypto.KeyRing;
import vouchsafe.crypto.SigningKeys;
import vouchsafe.db.OwnTables;

/** On tables of its own: what other tests record at the same time would come between an event and its seal. */
class AuditSealsTest {
    private final TestServer server = TestServer.shared();
    private final OwnTables tables = OwnTables.copying("audit_events", "audit_seals", "audit_summaries");
    private final JdbcClient sql = tables.sql();
    private final AuditLog audit = new AuditLog(sql, InstantSource.system(), JsonMapper.shared());
    private final AuditSeals seals = new AuditSeals(
            sql,
            server.bean(KeyRing.class),
            new AuditSummaries(sql, server.bean(SigningKeys.class)),
            InstantSource.system());
    private final UUID subject = UUID.randomUUID();

    @Test
    void an_untouched_log_is_intact() {
        sealed(() -> assertThat(seals.check())
                .isInstanceOfSatisfying(
                        AuditSeals.Finding.Intact.class,
                        intact -> assertThat(intact.events()).isEqualTo(6)));
    }

    @Test
    void a_changed_event_shows() {
        sealed(() -> {
            sql.sql("UPDATE audit_events SET kind = 'grant.authorized' WHERE kind = 'grant.withdrawn' AND"
                            + " subject_id = :s")
                    .param("s", subject)
                    .update();
            assertThat(seals.check())
                    .isInstanceOfSatisfying(
                            AuditSeals.Finding.Broken.class,
                            broken -> assertThat(broken.seal()).isEqualTo(1));
        });
    }

    @Test
    void a_deleted_event_shows() {
        sealed(() -> {
            sql.sql("DELETE FROM audit_events WHERE kind = 'session.ended' AND subject_id = :s")
                    .param("s", subject)
                    .update();
            assertThat(seals.check())
                    .isInstanceOfSatisfying(
                            AuditSeals.Finding.Broken.class,
                            broken -> assertThat(broken.seal()).isEqualTo(2));
        });
    }

    @Test
    void an_event_slipped_in_shows() {
        sealed(() -> {
            sql.sql("""
                INSERT INTO audit_events (id, at, kind)
                SELECT overlay(id::text PLACING 'ffffffffffff' FROM 25)::uuid, at, 'signin.completed' FROM audit_events
                WHERE kind = 'signup.completed' AND subject_id = :s
                """).param("s", subject).update();
            assertThat(seals.check()).isInstanceOf(AuditSeals.Finding.Broken.class);
        });
    }

    @Test
    void a_seal_of_someone_without_the_key_shows() {
        sealed(() -> {
            sql.sql("UPDATE audit_seals SET seal = decode('00112233', 'hex') WHERE number = 2")
                    .update();
            assertThat(seals.check())
                    .isInstanceOfSatisfying(
                            AuditSeals.Finding.Broken.class,
                            broken -> assertThat(broken.seal()).isEqualTo(2));
        });
    }

    @AfterEach
    void drop_tables() {
        tables.close();
    }

    /** Two seals over three events each, then the deed. */
    private void sealed(Runnable deed) {
        record("signup.completed", "grant.authorized", "grant.withdrawn");
        seals.seal(Instant.now().plusSeconds(1));
        pause();
        record("signin.completed", "session.ended", "signin.completed");
        seals.seal(Instant.now().plusSeconds(1));
        deed.run();
    }

    private void record(String... kinds) {
        for (String kind : kinds) {
            audit.record(AuditEvent.of(kind).to(subject).with("fact", "ü \"quoted\"\n line"));
        }
    }

    /** Ids of one millisecond are in no order; the second seal's events must come after the first's. */
    private static void pause() {
        long until = System.currentTimeMillis() + 2;
        while (System.currentTimeMillis() < until) {
            Thread.onSpinWait();
        }
    }
}
