package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vouchsafe.TestServer;
import vouchsafe.backup.BackupAttempt;
import vouchsafe.backup.Backups;

/** Backups that a server makes by itself. */
@Tag("slow")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class ScheduledBackupsTest {
    @TempDir
    Path folder;

    private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);

    private List<String> files() throws IOException {
        if (!Files.isDirectory(folder.resolve("backups"))) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder.resolve("backups"))) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void a_server_makes_one_when_it_is_due_keeps_the_newest_and_tells_how_they_stand() throws Exception {
        Machine machine = new Machine(() -> Instant.now().plus(later.get()), TestServer.MACHINE.hashing());
        Path data = folder.resolve("data");
        try (BusyServer server = BusyServer.on(
                data,
                Map.of(
                        Setting.BACKUP_FOLDER, folder.resolve("backups").toString(),
                        Setting.BACKUP_EVERY, "12h",
                        Setting.BACKUP_KEEP, "2"),
                machine)) {
            Backups backups = server.bean(Backups.class);
            await("the first one by itself").until(() -> backups.last().isPresent());
            BackupAttempt first = backups.last().orElseThrow();
            assertThat(first.file()).matches(".*/backups/vouchsafe-\\d{8}T\\d{6}Z\\.tar");
            assertThat(first.scheduled()).isTrue();
            assertThat(first.size()).isEqualTo(Files.size(Path.of(first.file())));
            assertThat(backups.every()).isEqualTo(Optional.of(Duration.ofHours(12)));
            server.round("scheduledBackups");
            assertThat(files()).hasSize(1);

            Files.writeString(
                    folder.resolve("backups/vouchsafe-20010101T000000Z.tar.unfinished"), "of a killed server");
            Files.writeString(folder.resolve("backups/of-the-operator.tar"), "not ours");
            for (int i = 1; i <= 3; i++) {
                BackupAttempt last = backups.last().orElseThrow();
                later.set(Duration.ofHours(13L * i));
                await("the next one").until(() -> !backups.last().orElseThrow().equals(last));
            }
            // What is too old goes a moment after the new one is written down.
            await().untilAsserted(() -> assertThat(files()).hasSize(3));
            assertThat(files())
                    .contains("of-the-operator.tar")
                    .doesNotContain(Path.of(first.file()).getFileName().toString());
            assertThat(backups.failing()).isEmpty();
            assertThat(backups.late(Instant.now().plus(later.get()))).isFalse();
            assertThat(backups.late(Instant.now().plus(Duration.ofDays(5)))).isTrue();

            BackupAttempt good = backups.last().orElseThrow();
            Files.move(folder.resolve("backups"), folder.resolve("away"));
            Files.writeString(folder.resolve("backups"), "a file where a folder should be");
            later.set(Duration.ofHours(13L * 4));
            await("one that fails").until(() -> backups.failing().isPresent());
            assertThat(backups.failing().orElseThrow().failure()).contains("backups");
            assertThat(backups.last()).contains(good);
            Files.delete(folder.resolve("backups"));
            server.round("scheduledBackups");
            assertThat(backups.failing()).as("not before an hour has gone by").isPresent();
            later.set(Duration.ofHours(13L * 4 + 2));
            await("one that does not fail").until(() -> backups.failing().isEmpty());
            assertThat(files()).hasSize(1);
        }
        Path restored = Files.createDirectories(folder.resolve("restored"));
        Files.copy(data.resolve("master.key"), restored.resolve("master.key"));
        VouchsafeProcess.Ended ended = InThisProcess.run(
                "",
                Map.of(),
                "restore",
                folder.resolve("backups").resolve(files().getFirst()).toString(),
                "--data",
                restored.toString());
        assertThat(ended.exitCode()).as(ended.err()).isZero();
    }
}
