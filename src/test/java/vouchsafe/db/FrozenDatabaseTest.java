package vouchsafe.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
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
}
