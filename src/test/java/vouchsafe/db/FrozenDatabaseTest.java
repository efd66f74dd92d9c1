package vouchsafe.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vouchsafe.app.Setting;
import vouchsafe.db.OwnServer.Answered;
import vouchsafe.db.OwnServer.App;
import vouchsafe.embedded.FreePort;

/** A database that says nothing any more and closes nothing, as one on a machine that was paused or cut off. */
@Tag("slow")
class FrozenDatabaseTest {
    @TempDir
    Path folder;

    @Test
    void a_frozen_database_is_told_as_away_and_works_again_when_it_wakes() {
        try (DebianPostgres postgres = DebianPostgres.start(folder);
                OwnServer server = OwnServer.over(postgres.jdbcUrl())) {
            App app = server.app();
            postgres.freeze();
            OwnServer.await("it is not ready", () -> server.get("/health/ready").status() == 503);
            Answered answer = app.refresh(server);
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.retryAfter()).isPresent();
            assertThat(server.get("/health/live").status()).isEqualTo(200);
            postgres.thaw();
            OwnServer.await("it is ready", () -> server.get("/health/ready").status() == 200);
            OwnServer.await("it refreshes", () -> app.refresh(server).status() == 200);
        }
    }

    @Test
    void metrics_are_read_while_the_database_is_frozen_and_do_not_pretend_to_know() {
        int port = FreePort.find();
        try (DebianPostgres postgres = DebianPostgres.start(folder);
                OwnServer server = OwnServer.with(
                        Map.of(Setting.DB_URL, postgres.jdbcUrl(), Setting.METRICS_PORT, Integer.toString(port)))) {
            String metrics = "http://127.0.0.1:" + port + "/metrics";
            String unknown = "vouchsafe_queue_waiting{queue=\"mail\"} NaN";
            OwnServer.await(
                    "the queue is known",
                    () -> OwnServer.ask(metrics).body().contains("vouchsafe_queue_waiting{queue=\"mail\"} 0.0"));
            postgres.freeze();
            OwnServer.await(
                    "the database is told as away",
                    () -> OwnServer.ask(metrics).body().contains("vouchsafe_database_up 0.0"));
            OwnServer.await(
                    "the queue is unknown", () -> OwnServer.ask(metrics).body().contains(unknown));
            postgres.thaw();
            OwnServer.await("all is known again", () -> {
                Answered answer = OwnServer.ask(metrics);
                return answer.body().contains("vouchsafe_database_up 1.0")
                        && !answer.body().contains(unknown);
            });
        }
    }

    @Test
    void where_the_primary_freezes_and_its_standby_is_promoted_servers_go_on_and_nothing_answered_is_lost() {
        try (DebianPostgres primary = DebianPostgres.start(folder);
                DebianPostgres standby = primary.standby()) {
            String url = "jdbc:postgresql://127.0.0.1:" + primary.port() + ",127.0.0.1:" + standby.port()
                    + "/vouchsafe?user=vouchsafe";
            try (OwnServer one = OwnServer.over(url);
                    OwnServer other = OwnServer.over(url, Optional.empty())) {
                List<Refreshing> apps = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    apps.add(new Refreshing((i % 2 == 0 ? one : other), one.app()));
                }
                apps.forEach(Refreshing::begin);
                OwnServer.await("all were answered", () -> apps.stream().allMatch(each -> each.answered.get() > 3));
                App fresh = one.app();
                App freshToo = other.app();
                primary.freeze();
                standby.promote();
                OwnServer.await("one goes on", () -> fresh.refresh(one).status() == 200);
                OwnServer.await(
                        "the other goes on", () -> freshToo.refresh(other).status() == 200);
                OwnServer.await(
                        "both are ready",
                        () -> one.get("/health/ready").status() == 200
                                && other.get("/health/ready").status() == 200);
                apps.forEach(Refreshing::end);
                for (Refreshing each : apps) {
                    String generation = standby.read(
                            "SELECT generation FROM token_families WHERE grant_id = '" + each.app.grantId + "'");
                    assertThat(Integer.parseInt(generation)).isGreaterThan(each.answered.get());
                }
            } finally {
                primary.thaw();
            }
        }
    }

    /** An app that refreshes until it is told to stop; what is not answered well is asked again. */
    private static final class Refreshing {
        private final OwnServer server;
        private final App app;
        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final Thread thread = Thread.ofVirtual().unstarted(this::refresh);

        private Refreshing(OwnServer server, App app) {
            this.server = server;
            this.app = app;
        }

        void begin() {
            thread.start();
        }

        private void refresh() {
            String before = "";
            while (!ended.get()) {
                if (app.refresh(server).status() == 200) {
                    // The token just replaced gets the same successor again, which counts once.
                    answered.addAndGet(before.equals(app.refreshToken) ? 0 : 1);
                    before = app.refreshToken;
                }
            }
        }

        void end() {
            ended.set(true);
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }
}
