package vouchsafe.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vouchsafe.db.OwnServer.App;

/** Behind a pooler that does not keep sessions, nobody hears of changes: such a server must not seem well. */
@Tag("slow")
class PoolerTest {
    @TempDir
    static Path folder;

    private static DebianPostgres postgres;
    private static Bouncer bouncer;

    @BeforeAll
    static void start() {
        postgres = DebianPostgres.start(folder);
        bouncer = Bouncer.before(postgres, folder);
    }

    @AfterAll
    static void stop() {
        if (bouncer != null) {
            bouncer.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void a_server_that_would_not_hear_of_changes_does_not_start_and_says_what_to_do() {
        for (String url : new String[] {bouncer.jdbcUrl(), bouncer.jdbcUrl() + "&prepareThreshold=0"}) {
            assertThatThrownBy(() -> OwnServer.over(url))
                    .isInstanceOf(DatabaseUnavailable.class)
                    .hasMessageContaining("does not keep sessions")
                    .hasMessageContaining("VOUCHSAFE_DB_FEED_URL");
        }
    }

    @Test
    void nor_does_one_that_would_hear_of_changes_elsewhere() {
        postgres.execute("postgres", "CREATE DATABASE other");
        assertThatThrownBy(() -> OwnServer.over(bouncer.jdbcUrl(), Optional.of(postgres.jdbcUrl("other"))))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("another database");
        assertThatThrownBy(() -> OwnServer.over(bouncer.jdbcUrl(), Optional.of(bouncer.jdbcUrl())))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("does not keep sessions");
    }

    @Test
    void with_the_database_s_own_address_everything_works_and_each_server_hears_the_others() {
        try (OwnServer one = OwnServer.over(bouncer.jdbcUrl(), Optional.of(postgres.jdbcUrl()));
                OwnServer other = OwnServer.over(bouncer.jdbcUrl(), Optional.of(postgres.jdbcUrl()))) {
            App app = one.app();
            for (int i = 0; i < 20; i++) {
                assertThat(app.refresh(i % 2 == 0 ? one : other).status()).isEqualTo(200);
            }
            assertThat(app.alive(other)).isTrue();
            assertThat(other.bean(ChangeFeed.class).up()).isTrue();
            assertThat(app.revoke(one).status()).isEqualTo(200);
            OwnServer.await("the other server knows", () -> !app.alive(other));
            OwnServer.await(
                    "it hears itself still", () -> other.bean(ChangeFeed.class).up());
            assertThat(other.get("/health/ready").status()).isEqualTo(200);
            assertThat(one.get("/account/login/").status()).isEqualTo(200);
        }
    }
}
