package vouchsafe.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vouchsafe.WebSession;
import vouchsafe.db.OwnServer.App;

/** A disk that fills: an operator is told early, what is new stops before what goes on, and refreshes stop last. */
@Tag("slow")
class DiskTest {
    private static final Path FOLDER = Path.of(".");

    @Test
    void each_step_comes_in_its_turn_and_goes_back_when_room_is_made() {
        AtomicLong free = new AtomicLong(2_000);
        Disk disk = new Disk(new DiskSettings(FOLDER, true, 1_000, 100), free::get);
        assertThat(disk.level()).isEqualTo(Disk.Level.AMPLE);
        free.set(999);
        assertThat(disk.level()).isEqualTo(Disk.Level.LOW);
        disk.requireRoom();
        free.set(99);
        assertThat(disk.level()).isEqualTo(Disk.Level.SCARCE);
        assertThatThrownBy(disk::requireRoom).isInstanceOf(NoRoom.class);
        free.set(24);
        assertThat(disk.level()).isEqualTo(Disk.Level.FULL);
        free.set(2_000);
        assertThat(disk.level()).isEqualTo(Disk.Level.AMPLE);
        disk.requireRoom();
    }

    @Test
    void where_the_rows_lie_elsewhere_a_full_disk_here_stops_nobody() {
        Disk disk = new Disk(new DiskSettings(FOLDER, false, 1_000, 100), () -> 1);
        assertThat(disk.level()).isEqualTo(Disk.Level.LOW);
        disk.requireRoom();
    }

    @Test
    void a_server_without_room_says_so_takes_nobody_new_and_refreshes() {
        try (OwnServer server = OwnServer.leaving(Long.MAX_VALUE)) {
            App app = server.app();
            assertThat(server.get("/health/ready").status()).isEqualTo(503);
            assertThat(server.get("/health/ready").body()).contains("the disk is full");
            HttpResponse<String> signUp = new WebSession(server.url(""))
                    .submit(
                            "/account/signup/",
                            Map.of(
                                    "username",
                                    "somebody",
                                    "name",
                                    "Somebody",
                                    "email",
                                    "somebody@example.org",
                                    "password",
                                    "four green bottles"));
            assertThat(signUp.statusCode()).as(signUp.body()).isEqualTo(507);
            assertThat(signUp.body()).contains("no room for anything new");
            assertThat(app.refresh(server).status()).isEqualTo(200);
        }
    }
}
