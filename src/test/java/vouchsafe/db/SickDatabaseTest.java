package vouchsafe.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vouchsafe.db.OwnServer.Answered;
import vouchsafe.db.OwnServer.App;
import vouchsafe.embedded.EmbeddedDatabase;

/** A database in which rows and tables are held by others, or which our statements do not fit: what each caller is told. */
@Tag("slow")
class SickDatabaseTest {
    @TempDir
    static Path folder;

    private static EmbeddedDatabase database;
    private static OwnServer server;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.start(folder, (from, to, scratch) -> {});
        server = OwnServer.over(database.jdbcUrl());
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    /** Somebody else's session, which holds what it locks until it is closed. */
    private static Connection holding(String statement) throws SQLException {
        Connection connection = DriverManager.getConnection(database.jdbcUrl());
        connection.setAutoCommit(false);
        try (Statement holding = connection.createStatement()) {
            holding.execute(statement);
        }
        return connection;
    }

    private static void assertBusy(Answered answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.retryAfter()).isPresent();
        assertThat(answer.body()).contains("busy").doesNotContain("Exception", "away");
    }

    private static String family(App app) {
        return "SELECT 1 FROM token_families WHERE grant_id = '" + app.grantId + "' FOR UPDATE";
    }

    @Test
    void one_locked_family_keeps_nobody_else_waiting_and_its_own_callers_are_told_to_come_back() throws Exception {
        App held = server.app();
        App other = server.app();
        try (Connection holder = holding(family(held));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answered>> waiting = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                waiting.add(callers.submit(() -> held.refresh(server)));
            }
            int served = 0;
            while (waiting.stream().anyMatch(each -> !each.isDone()) || served < 20) {
                Answered answer = other.refresh(server);
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                served++;
                assertThat(server.get("/health/ready").status()).isEqualTo(200);
            }
            for (Future<Answered> each : waiting) {
                assertBusy(each.get());
            }
            holder.rollback();
        }
        assertThat(held.refresh(server).status()).isEqualTo(200);
    }

    @Test
    void a_locked_consent_keeps_only_its_own_member_waiting() throws Exception {
        App held = server.app();
        try (Connection holder = holding("SELECT 1 FROM grants WHERE id = '" + held.grantId + "' FOR UPDATE");
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> opening = callers.submit(() -> server.reopen(held));
            for (int i = 0; i < 5; i++) {
                assertThat(server.app().alive(server)).isTrue();
            }
            assertThat(OwnServer.failureOf(opening))
                    .hasValueSatisfying(
                            failure -> assertThat(DatabaseTrouble.of(failure)).contains(DatabaseTrouble.BUSY));
            holder.rollback();
        }
        server.reopen(held);
    }

    @Test
    void a_locked_table_is_busy_and_the_server_is_ready_all_the_same() throws Exception {
        App app = server.app();
        try (Connection holder = holding("LOCK TABLE token_families IN ACCESS EXCLUSIVE MODE")) {
            assertBusy(app.refresh(server));
            assertThat(server.get("/health/ready").status()).isEqualTo(200);
            holder.rollback();
        }
        assertThat(app.refresh(server).status()).isEqualTo(200);
    }

    @Test
    void a_mistake_of_ours_is_not_told_as_the_database_s() throws Exception {
        App app = server.app();
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE token_families RENAME COLUMN generation TO generation_");
            try {
                Answered answer = app.refresh(server);
                assertThat(answer.status()).as(answer.body()).isEqualTo(500);
                assertThat(answer.body())
                        .contains("server_error", "request number")
                        .doesNotContain("away", "busy", "column", "Exception");
            } finally {
                statement.execute("ALTER TABLE token_families RENAME COLUMN generation_ TO generation");
            }
        }
        assertThat(app.refresh(server).status()).isEqualTo(200);
    }

    private static int size(ConnectionPlaces places, Work work) {
        return Objects.requireNonNull(places.fill().get(work)).size();
    }

    @Test
    void whoever_takes_every_connection_of_one_kind_of_work_keeps_no_other_kind_waiting() throws Exception {
        ConnectionPlaces places = server.bean(ConnectionPlaces.class);
        App app = server.app();
        for (Work crowded : List.of(Work.FILES, Work.JOBS, Work.PAGES)) {
            List<Connection> taken = new ArrayList<>();
            try {
                for (int i = size(places, crowded); i > 0; i--) {
                    taken.add(crowded.call(places::getConnection));
                }
                assertThat(app.refresh(server).status())
                        .as("refresh beside " + crowded)
                        .isEqualTo(200);
                assertThat(server.get("/health/ready").status()).isEqualTo(200);
                for (Work other : Work.values()) {
                    if (other != crowded) {
                        other.call(places::getConnection).close();
                    }
                }
            } finally {
                for (Connection each : taken) {
                    each.close();
                }
            }
        }
    }

    @Test
    void without_a_free_connection_the_server_is_busy_and_not_away() throws Exception {
        ConnectionPlaces places = server.bean(ConnectionPlaces.class);
        List<Connection> taken = new ArrayList<>();
        try {
            for (int i = size(places, Work.TOKENS); i > 0; i--) {
                taken.add(Work.TOKENS.call(places::getConnection));
            }
            assertThatThrownBy(() -> Work.TOKENS.call(places::getConnection))
                    .satisfies(
                            failure -> assertThat(DatabaseTrouble.of(failure)).contains(DatabaseTrouble.BUSY));
        } finally {
            for (Connection each : taken) {
                each.close();
            }
        }
    }
}
