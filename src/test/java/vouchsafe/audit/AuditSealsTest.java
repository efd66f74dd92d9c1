package vouchsafe.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.crypto.KeyRing;
import vouchsafe.db.Transactions;

/** Everything in a transaction that is undone, and alone in it: other tests' events stay as they are. */
class AuditSealsTest {
    private final TestServer server = TestServer.shared();
    private final JdbcClient sql = server.bean(JdbcClient.class);
    private final AuditLog audit = server.bean(AuditLog.class);
    private final AuditSeals seals = new AuditSeals(sql, server.bean(KeyRing.class), InstantSource.system());
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

    /** Two seals over three events each, then the deed, then everything undone. */
    private void sealed(Runnable deed) {
        server.bean(Transactions.class).callOrUndo(undo -> {
            undo.run();
            sql.sql("DELETE FROM audit_seals").update();
            sql.sql("DELETE FROM audit_events").update();
            record("signup.completed", "grant.authorized", "grant.withdrawn");
            seals.seal(Instant.now().plusSeconds(1));
            pause();
            record("signin.completed", "session.ended", "signin.completed");
            seals.seal(Instant.now().plusSeconds(1));
            deed.run();
            return true;
        });
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
