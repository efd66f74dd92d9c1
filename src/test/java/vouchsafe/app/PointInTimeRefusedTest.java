package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.archive.Archiver;
import vouchsafe.projects.NewProject;

/** What can't be restored from an archive, and what is said about it. Nothing that a server would use is left then. */
@Tag("slow")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class PointInTimeRefusedTest {
    @TempDir
    static Path folder;

    private static Path archive;
    private static Path key;
    private static Instant before;
    private static Instant moment;

    @BeforeAll
    static void make() throws Exception {
        before = Instant.now();
        archive = folder.resolve("archive");
        try (BusyServer server = BusyServer.on(folder.resolve("data"), Map.of(Setting.ARCHIVE, archive.toString()))) {
            await("a copy of the rows")
                    .until(() -> server.bean(Archiver.class).state().base() != null);
            NewProject project = server.project(server.member());
            server.upload(server.connect(project, server.member()), 1000);
            JdbcClient sql = server.bean(JdbcClient.class);
            for (int i = 0; i < 3; i++) {
                sql.sql("SELECT pg_switch_wal()").query(String.class).single();
                server.member();
            }
            moment = sql.sql("SELECT clock_timestamp()").query(Instant.class).single();
            server.member();
        }
        key = folder.resolve("data/master.key");
    }

    private static Path fresh(String name) throws IOException {
        Path fresh = Files.createDirectories(folder.resolve(name));
        Files.copy(key, fresh.resolve("master.key"));
        return fresh;
    }

    private static VouchsafeProcess.Ended restore(Path data, String from, String... more) {
        return InThisProcess.run(
                "",
                Map.of(),
                Stream.concat(Stream.of("restore", from, "--data", data.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static void assertRefused(int code, VouchsafeProcess.Ended ended, String... words) {
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(code);
        assertThat(ended.err()).contains(words).doesNotContain("\tat ");
    }

    /** A copy of the archive, to be damaged. */
    private static Path copy(String name) throws IOException {
        Path copy = folder.resolve(name);
        try (Stream<Path> all = Files.walk(archive)) {
            for (Path each : all.toList()) {
                Path to = copy.resolve(archive.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(each, to);
                    Files.setLastModifiedTime(to, Files.getLastModifiedTime(each));
                }
            }
        }
        return copy;
    }

    private static List<Path> found(Path in, String pattern) throws IOException {
        try (Stream<Path> all = Files.walk(in)) {
            return new ArrayList<>(
                    all.filter(each -> each.getFileName().toString().matches(pattern))
                            .sorted()
                            .toList());
        }
    }

    @Test
    void moments_that_the_archive_does_not_have_are_told_with_those_that_it_has() throws Exception {
        Path data = fresh("moments");
        assertRefused(
                1,
                restore(data, archive.toString(), "--to", before.toString()),
                "the archive does not go back to " + before,
                "the earliest moment it can be restored to is 20");
        assertRefused(
                1,
                restore(
                        data,
                        archive.toString(),
                        "--to",
                        Instant.now().plus(Duration.ofDays(1)).toString()),
                "is still to come");
        assertRefused(
                1,
                restore(data, archive.toString(), "--to", Instant.now().toString()),
                "the log in the archive does not reach ",
                "it ends at 20",
                "without --to all of it is restored");
        assertRefused(1, restore(data, archive.toString(), "--timeline", "7"), "has no timeline 7; it has 1 (from 20");
        try (Stream<Path> inside = Files.list(data)) {
            assertThat(inside).containsExactly(data.resolve("master.key"));
        }
    }

    @Test
    void a_time_that_is_none_and_options_that_go_with_something_else_are_told() throws Exception {
        Path data = fresh("times");
        for (String text : List.of("yesterday", "2026-11-28", "2026-11-28T10:15:00", "10:15", "2026-13-01T00:00:00Z")) {
            assertRefused(
                    2,
                    restore(data, archive.toString(), "--to", text),
                    "--to must be a date, a time and its offset, such as 2026-11-28T10:15:00Z");
        }
        Path file = Files.writeString(folder.resolve("file.tar"), "a backup");
        assertRefused(
                2, restore(data, file.toString(), "--to", moment.toString()), "go with an archive, and", "is none");
        assertRefused(
                2,
                restore(data, archive.toString(), "--db", "postgresql://localhost/x"),
                "an archive is restored into a data folder");
        assertRefused(2, restore(data, "s3://bucket/prefix"), "names a bucket and no object store is set");
        assertRefused(2, restore(data, "s3:bucket"), "must be a folder, or s3://BUCKET/PREFIX");
        Path none = Files.createDirectories(folder.resolve("none"));
        assertRefused(1, restore(data, none.toString()), "there is no archive of Vouchsafe's in " + none);
    }

    @Test
    void a_part_of_the_log_that_is_missing_is_told_where_it_is_needed_and_only_there() throws Exception {
        Path broken = copy("broken");
        List<Path> segments = found(broken, "[0-9A-F]{24}\\.gz");
        Path gone = segments.get(segments.size() - 2);
        Files.delete(gone);
        Path data = fresh("gap");
        String segment = gone.getFileName().toString().substring(0, 24);
        assertRefused(1, restore(data, broken.toString()), "lacks a part of the log (" + segment, "say one with --to");
        assertRefused(
                1,
                restore(data, broken.toString(), "--to", moment.toString()),
                "lacks a part of the log (" + segment,
                "it can be restored to moments before 20",
                "and not to " + moment);
        Instant earlier = Instant.parse(found(broken, "manifest\\.json").stream()
                .map(PointInTimeRefusedTest::text)
                .map(json -> json.replaceAll("(?s).*\"ended\"\\s*:\\s*\"([^\"]+)\".*", "$1"))
                .max(Comparator.naturalOrder())
                .orElseThrow());
        VouchsafeProcess.Ended ended =
                restore(data, broken.toString(), "--to", earlier.plusMillis(1).toString());
        assertThat(ended.exitCode()).as(ended.err()).isZero();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    @Test
    void a_copy_that_is_damaged_is_told_and_no_server_starts_on_what_is_left_of_it() throws Exception {
        Path broken = copy("damaged");
        Path piece = found(broken, "rows\\.tar\\.gz\\.000001").getLast();
        byte[] bytes = Files.readAllBytes(piece);
        bytes[bytes.length / 2] ^= 0x10;
        Files.write(piece, bytes);
        Path data = fresh("of-damaged");
        VouchsafeProcess.Ended ended = restore(data, broken.toString());
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(1);
        assertThat(ended.err()).doesNotContain("\tat ");
        assertThat(data.resolve("postgres")).doesNotExist();
        VouchsafeProcess.Ended listed = InThisProcess.run("", Map.of(), "keys", "list", "--data", data.toString());
        assertThat(listed.exitCode()).isEqualTo(1);
        assertThat(listed.err())
                .contains("an archive was being restored into " + data, "run the same vouchsafe restore once more");
        VouchsafeProcess.Ended again = restore(data, archive.toString(), "--to", moment.toString());
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertRefused(1, restore(data, archive.toString()), "is not empty; an archive is restored into a new one");
    }

    @Test
    void a_copy_without_its_manifest_is_none_and_a_folder_of_one_database_is_an_archive_too() throws Exception {
        Path broken = copy("half");
        for (Path manifest : found(broken, "manifest\\.json")) {
            Files.delete(manifest);
        }
        assertRefused(1, restore(fresh("of-half"), broken.toString()), "has no whole copy of the rows yet");
        try (Stream<Path> inside = Files.list(archive)) {
            Path database = inside.findFirst().orElseThrow();
            VouchsafeProcess.Ended ended = restore(fresh("of-one"), database.toString());
            assertThat(ended.exitCode()).as(ended.err()).isZero();
        }
    }

    @Test
    void the_master_key_is_asked_for_before_anything_is_made_and_is_nowhere_in_the_archive() throws Exception {
        Path data = folder.resolve("keyless");
        assertRefused(
                1,
                restore(data, archive.toString()),
                "there is no master key at hand; the copy in the archive was made with the one with the fingerprint",
                data.resolve("master.key").toString(),
                "--lost-key");
        assertThat(data).doesNotExist();
        assertThat(found(archive, ".*(master|password|server\\.json).*")).isEmpty();
    }
}
