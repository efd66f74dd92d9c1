package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.files.KeptObjects;
import vouchsafe.files.Purge;
import vouchsafe.projects.NewProject;

/** What a restore and a backup refuse, in which words, and that nothing is made then. */
@Tag("slow")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class RestoreRefusedTest {
    @TempDir
    static Path folder;

    private static Path data;
    private static Path good;

    @BeforeAll
    static void back_up() throws Exception {
        data = folder.resolve("data");
        good = folder.resolve("good.tar");
        try (BusyServer server = BusyServer.on(data, Map.of())) {
            NewProject project = server.project(server.member());
            BusyServer.Connection app = server.connect(project, server.member());
            for (int i = 0; i < 5; i++) {
                server.upload(app, 200_000);
            }
            // Beside the running server, by a process of its own.
            VouchsafeProcess.Ended made =
                    VouchsafeProcess.run("", Map.of(), "backup", good.toString(), "--data", data.toString());
            assertThat(made.exitCode()).as(made.err()).isZero();
        }
    }

    private static VouchsafeProcess.Ended vouchsafe(String... arguments) {
        return InThisProcess.run("", Map.of(), arguments);
    }

    private static Path fresh(String name) throws IOException {
        Path fresh = Files.createDirectories(folder.resolve(name));
        Files.copy(data.resolve("master.key"), fresh.resolve("master.key"));
        return fresh;
    }

    private static void assertRefused(VouchsafeProcess.Ended ended, String... words) {
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(1);
        assertThat(ended.err()).contains(words).doesNotContain("\tat ");
        assertThat(ended.err().lines().filter(line -> line.startsWith("vouchsafe: ")))
                .isNotEmpty();
    }

    /** Restores a file that is not good: it is told, and the target stays as it was. */
    private static void assertNothingIsMade(Path file, String target, String... words) throws IOException {
        Path fresh = fresh(target);
        assertRefused(vouchsafe("restore", file.toString(), "--data", fresh.toString()), words);
        try (Stream<Path> inside = Files.list(fresh)) {
            assertThat(inside).containsExactly(fresh.resolve("master.key"));
        }
    }

    @Test
    void what_is_no_backup_is_told() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "not a backup\n".repeat(1000));
        assertNothingIsMade(text, "of-text", "is no backup of Vouchsafe's");
        Path empty = Files.createFile(folder.resolve("empty"));
        assertNothingIsMade(empty, "of-nothing", "is no backup of Vouchsafe's");
        assertNothingIsMade(folder.resolve("missing"), "of-missing", "there is no file");
    }

    @Test
    void a_backup_that_was_cut_off_anywhere_is_told() throws Exception {
        byte[] all = Files.readAllBytes(good);
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            int length = i == 0 ? all.length - 11_000 : random.nextInt(1500, all.length - 11_000);
            Path cut = Files.write(folder.resolve("cut.tar"), Arrays.copyOf(all, length));
            assertNothingIsMade(cut, "of-cut-" + i, "is damaged or was cut off", "take another backup");
        }
    }

    @Test
    void one_changed_byte_anywhere_is_told() throws Exception {
        byte[] all = Files.readAllBytes(good);
        Random random = new Random(8);
        int told = 0;
        for (int i = 0; i < 30; i++) {
            int at = random.nextInt(2000, all.length - 12_000);
            byte[] changed = all.clone();
            changed[at] ^= 0x10;
            Path damaged = Files.write(folder.resolve("changed.tar"), changed);
            Path fresh = fresh("of-changed-" + i);
            VouchsafeProcess.Ended ended = vouchsafe("restore", damaged.toString(), "--data", fresh.toString());
            // What a tar leaves empty between entries says nothing, and may differ.
            if (ended.exitCode() != 0) {
                assertRefused(ended, "is damaged or was cut off");
                told++;
            } else {
                assertThat(isPadding(all, at)).as("byte %d", at).isTrue();
            }
        }
        assertThat(told).isGreaterThan(15);
    }

    private static boolean isPadding(byte[] tar, int at) throws IOException {
        byte[] changed = tar.clone();
        changed[at] ^= 0x10;
        return Arrays.equals(entries(tar), entries(changed));
    }

    private static byte[] entries(byte[] tar) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new java.io.ByteArrayInputStream(tar))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                all.write(entry.getName().getBytes(StandardCharsets.UTF_8));
                in.transferTo(all);
            }
        }
        return all.toByteArray();
    }

    /** Writes the good backup again with another manifest. */
    private static Path withManifest(String name, UnaryOperator<String> change) throws Exception {
        Path file = folder.resolve(name);
        Path sums = folder.resolve(name + ".d");
        Files.createDirectories(sums);
        try (InputStream bytes = Files.newInputStream(good);
                TarArchiveInputStream in = new TarArchiveInputStream(bytes);
                TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(file))) {
            StringBuilder list = new StringBuilder();
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                switch (entry.getName()) {
                    case "vouchsafe-backup.json" ->
                        content = change.apply(new String(content, StandardCharsets.UTF_8))
                                .getBytes(StandardCharsets.UTF_8);
                    case "SHA256SUMS" -> content = list.toString().getBytes(StandardCharsets.UTF_8);
                    case "SHA256SUMS.sha256" ->
                        content = (BusyServer.sha256(list.toString().getBytes(StandardCharsets.UTF_8))
                                        + "  SHA256SUMS\n")
                                .getBytes(StandardCharsets.UTF_8);
                    default -> {}
                }
                list.append(BusyServer.sha256(content))
                        .append("  ")
                        .append(entry.getName())
                        .append('\n');
                TarArchiveEntry same = new TarArchiveEntry(entry.getName());
                same.setSize(content.length);
                out.putArchiveEntry(same);
                out.write(content);
                out.closeArchiveEntry();
                if (entry.getName().equals("SHA256SUMS")) {
                    list.setLength(list.length() - (66 + "SHA256SUMS\n".length()));
                }
            }
        }
        return file;
    }

    @Test
    void a_backup_of_a_newer_program_is_told() throws Exception {
        Path format = withManifest("format.tar", text -> text.replace("\"format\" : 1", "\"format\" : 2"));
        assertNothingIsMade(
                format, "of-format", "which is newer than this one; restore it with that version or a later");
        Path schema = withManifest(
                "schema.tar",
                text -> text.replaceFirst(
                        "\"schema\" : \\[ \\{", "\"schema\" : [ { \"version\" : \"999\", \"checksum\" : 1 }, {"));
        assertRefused(
                vouchsafe(
                        "restore",
                        schema.toString(),
                        "--data",
                        fresh("of-schema").toString()),
                "which is newer than this one");
    }

    @Test
    void another_master_key_is_told_before_anything_is_made_and_none_is_made_up() throws Exception {
        Path keyless = folder.resolve("keyless");
        assertRefused(
                vouchsafe("restore", good.toString(), "--data", keyless.toString()),
                "the backup needs the master key with the fingerprint ",
                "and there is none at hand",
                keyless.resolve("master.key").toString());
        assertThat(keyless).doesNotExist();
        VouchsafeProcess.Ended other = InThisProcess.run(
                "",
                Map.of("VOUCHSAFE_MASTER_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="),
                "restore",
                good.toString(),
                "--data",
                keyless.toString());
        assertRefused(other, "and the one at hand has ", "--lost-key");
        assertThat(keyless).doesNotExist();
        byte[] key = Files.readAllBytes(data.resolve("master.key"));
        assertThat(new String(Files.readAllBytes(good), StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(key, StandardCharsets.ISO_8859_1).strip());
    }

    @Test
    void a_folder_in_use_and_one_with_rows_are_told_and_left_as_they_are() throws Exception {
        VouchsafeProcess.Ended onto = vouchsafe("restore", good.toString(), "--data", data.toString());
        assertRefused(onto, "the database is not empty", "--data", "--db");
        try (VouchsafeProcess server = VouchsafeProcess.serve(data)) {
            assertRefused(
                    vouchsafe("restore", good.toString(), "--data", data.toString()),
                    "a server runs on the data folder");
            assertThat(server.status("/health/ready")).isEqualTo(200);
        }
    }

    @Test
    void a_backup_that_would_fill_the_disk_of_the_data_is_not_begun() throws Exception {
        VouchsafeProcess.Ended ended = InThisProcess.run(
                "",
                Map.of("VOUCHSAFE_MIN_FREE_SPACE", "900TB"),
                "backup",
                folder.resolve("large.tar").toString(),
                "--data",
                data.toString());
        assertRefused(ended, "there is no room for the backup in " + folder);
        assertThat(folder.resolve("large.tar")).doesNotExist();
        assertThat(folder.resolve("large.tar.unfinished")).doesNotExist();
    }

    @Test
    void a_backup_takes_no_other_files_place_and_needs_a_folder_and_rows() throws Exception {
        Path there = Files.writeString(folder.resolve("there"), "mine");
        assertRefused(vouchsafe("backup", there.toString(), "--data", data.toString()), "is there already");
        assertThat(there).hasContent("mine");
        assertRefused(
                vouchsafe("backup", folder.resolve("no/such/file").toString(), "--data", data.toString()),
                "there is no folder");
        assertRefused(
                vouchsafe(
                        "backup",
                        folder.resolve("of-empty.tar").toString(),
                        "--data",
                        folder.resolve("new").toString()),
                "no server has ever run on this database");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains("unfinished"));
        }
    }

    /** A restore that is killed leaves a database that no server uses, and the next restore begins anew. */
    @Test
    void a_restore_that_was_killed_is_never_served() throws Exception {
        Path fresh = fresh("killed");
        Process restore = new ProcessBuilder(Stream.of(
                                List.of(VouchsafeProcess.JAVA),
                                Program.made(),
                                List.of("restore", good.toString(), "--data", fresh.toString()))
                        .flatMap(List::stream)
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("killed.log").toFile())
                .start();
        await().pollInterval(10, TimeUnit.MILLISECONDS)
                .until(() -> !restore.isAlive()
                        || Files.readString(folder.resolve("killed.log")).contains("tables: "));
        restore.destroyForcibly().waitFor();
        VouchsafeProcess.Ended served =
                VouchsafeProcess.run("", Map.of(), "serve", "--port", "0", "--data", fresh.toString());
        assertRefused(served, "the restore did not come to its end; run vouchsafe restore FILE once more");
        VouchsafeProcess.Ended again = vouchsafe("restore", good.toString(), "--data", fresh.toString());
        assertThat(again.exitCode()).as(again.err()).isZero();
        try (BusyServer server = BusyServer.on(fresh, Map.of())) {
            List<Long> files = server.numbers("SELECT id FROM data_files");
            assertThat(files).hasSize(5);
            for (long id : files) {
                assertThat(server.sha256(id)).hasSize(64);
            }
        }
    }

    @Test
    void mail_that_waited_is_held_where_a_server_ran_on() throws Exception {
        Path fresh = fresh("mails");
        Path busy = fresh("busy");
        Path file = folder.resolve("mails.tar");
        VouchsafeProcess.Ended ready = vouchsafe("restore", good.toString(), "--data", busy.toString());
        assertThat(ready.exitCode()).as(ready.err()).isZero();
        try (BusyServer server = BusyServer.on(busy, Map.of())) {
            server.bean(JdbcClient.class).sql("""
                INSERT INTO mails (id, recipient, subject, body, kind, created_at, next_try_at)
                VALUES (gen_random_uuid(), 'a@example.org', 'Hello', '\\x00', 'test', now(), now() + interval '1 h')
                """).update();
            VouchsafeProcess.Ended made =
                    VouchsafeProcess.run("", Map.of(), "backup", file.toString(), "--data", busy.toString());
            assertThat(made.exitCode()).as(made.err()).isZero();
        }
        VouchsafeProcess.Ended restored = vouchsafe("restore", file.toString(), "--data", fresh.toString(), "--json");
        assertThat(restored.exitCode()).as(restored.err()).isZero();
        assertThat(restored.out()).contains("\"held_mails\":1");
        assertThat(restored.err()).contains("1 mails that waited when the backup was made are held");
        try (BusyServer server = BusyServer.on(fresh, Map.of())) {
            assertThat(server.numbers("SELECT count(*) FROM mails WHERE next_try_at IS NOT NULL AND kind = 'test'"))
                    .containsExactly(0L);
        }
    }

    /** While somebody holds the files of a moment, erased ones keep their bytes; a killed holder holds nothing. */
    @Test
    void no_byte_is_erased_while_a_backup_is_made() throws Exception {
        try (BusyServer server = BusyServer.on(folder.resolve("held"), Map.of())) {
            NewProject project = server.project(server.member());
            BusyServer.Connection app = server.connect(project, server.member());
            long id = server.upload(app, 1000);
            String key = server.bean(JdbcClient.class)
                    .sql("SELECT storage_key FROM data_files")
                    .query(String.class)
                    .single();
            Path bytes = folder.resolve("held/files")
                    .resolve(key.substring(0, 2))
                    .resolve(key.substring(2, 4))
                    .resolve(key);
            String url = RunningServer.of(folder.resolve("held")).orElseThrow().databaseUrl();
            try (Connection holding = DriverManager.getConnection(url)) {
                holding.setAutoCommit(false);
                KeptObjects.hold(holding);
                server.delete(app, id);
                server.bean(Purge.class).run();
                assertThat(bytes).exists();
            }
            await().untilAsserted(() -> {
                server.bean(Purge.class).run();
                assertThat(bytes).doesNotExist();
            });
        }
    }
}
