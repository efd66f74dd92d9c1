package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.TestServer;
import vouchsafe.archive.ArchiveState;
import vouchsafe.archive.Archiver;
import vouchsafe.audit.AuditSeals;
import vouchsafe.embedded.EmbeddedDatabase;
import vouchsafe.embedded.LogSpool;
import vouchsafe.files.Purge;
import vouchsafe.operation.Watch;
import vouchsafe.projects.NewProject;

/** A server is put back to any moment from the archive of its log, on the database that comes along. */
@Tag("slow")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
@Order(1)
class PointInTimeTest {
    /** An empty segment is not ended before something is in it. */
    private static final String SOMETHING = "SELECT pg_logical_emit_message(true, 'test', 'something')::text";

    @TempDir
    Path folder;

    private Map<Setting, String> archived() {
        return Map.of(Setting.ARCHIVE, folder.resolve("archive").toString(), Setting.MEMBER_CAP, "100");
    }

    /** Waits until a copy of the rows is there. */
    private static void awaitCopy(BusyServer server) {
        await("a copy of the rows")
                .until(() -> server.bean(Archiver.class).state().base() != null);
    }

    /** A moment between what was answered and what comes; and everything until then is in the archive. */
    private Instant moment(BusyServer server) {
        JdbcClient sql = server.bean(JdbcClient.class);
        Instant now = sql.sql("SELECT clock_timestamp()").query(Instant.class).single();
        sql.sql(SOMETHING).query(String.class).single();
        String segment = sql.sql("SELECT pg_walfile_name(pg_switch_wal())")
                .query(String.class)
                .single();
        await("the log in the archive")
                .until(() -> sql.sql("SELECT coalesce(last_archived_wal >= :segment, false) FROM pg_stat_archiver")
                                .param("segment", segment)
                                .query(Boolean.class)
                                .single()
                        && LogSpool.of(server.dataFolder()).finished().stream()
                                .noneMatch(file -> file.getFileName().toString().compareTo(segment) <= 0));
        return now;
    }

    private Path restored(String name, Path key, String... arguments) throws IOException {
        Path fresh = Files.createDirectories(folder.resolve(name));
        Files.copy(key, fresh.resolve("master.key"));
        VouchsafeProcess.Ended ended = InThisProcess.run(
                "",
                Map.of(),
                Stream.concat(Stream.of("restore", "--data", fresh.toString()), Stream.of(arguments))
                        .toArray(String[]::new));
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.err()).contains("log: ").doesNotContain("not in the archive");
        return fresh;
    }

    private static Set<Long> files(BusyServer server) {
        return new TreeSet<>(server.numbers("SELECT id FROM data_files"));
    }

    private static void assertSameBytes(BusyServer server, Map<Long, String> sums) throws IOException {
        for (long id : files(server)) {
            assertThat(server.sha256(id)).as("file %d", id).isEqualTo(sums.get(id));
        }
    }

    /** Servers are restored to three moments, one after the other, and a restored one goes on and keeps the archive. */
    @Test
    void whatever_moment_is_asked_for_has_exactly_what_was_there() throws Exception {
        String archive = folder.resolve("archive").toString();
        Path key = folder.resolve("data/master.key");
        BusyServer.Connection early;
        BusyServer.Connection ended;
        BusyServer.Connection late;
        long first;
        long erased;
        long third;
        Instant one;
        Instant two;
        Set<Long> deletedBefore;
        Set<Long> deletedAfter;
        Set<String> members;
        Map<Long, String> before;
        Map<Long, String> all;
        long newestAtTwo;
        try (BusyServer server = BusyServer.on(folder.resolve("data"), archived())) {
            NewProject project = server.project(server.member());
            awaitCopy(server);
            early = server.connect(project, server.member());
            ended = server.connect(project, server.member());
            first = server.upload(early, 200_000);
            erased = server.upload(early, 3_000_000);
            one = moment(server);
            server.work(project, 2);
            late = server.connect(project, server.member());
            server.end(ended);
            server.delete(early, erased);
            server.bean(Purge.class).run();
            long filled = server.uploaded.size();
            await().until(() -> server.uploaded.size() > filled + 20 && server.deleted.size() > 5);
            before = new HashMap<>(server.uploaded);
            deletedBefore = new HashSet<>(server.deleted);
            members = new HashSet<>(server.signedUp);
            two = moment(server);
            newestAtTwo = server.numbers("SELECT max(id) FROM data_files").getFirst();
            deletedAfter = new HashSet<>(server.deleted);
            long more = server.uploaded.size();
            await().until(() -> server.uploaded.size() > more + 10);
            server.rest();
            all = new HashMap<>(server.uploaded);
            third = server.upload(late, 70_000);
            assertThat(server.refreshed(late)).isEqualTo(200);
            all.putAll(server.uploaded);
            assertThat(server.uploaded.keySet().stream().filter(id -> id > newestAtTwo))
                    .isNotEmpty();
        }

        Path back = restored("one", key, archive, "--to", one.toString());
        long onTheOther;
        try (BusyServer server = BusyServer.on(back, archived())) {
            assertThat(files(server)).containsExactly(first, erased);
            assertSameBytes(server, all);
            assertThat(server.reads(ended)).as("ended after").isEqualTo(200);
            assertThat(server.reads(late)).as("made after").isEqualTo(401);
            awaitCopy(server);
            onTheOther = server.upload(early, 5000);
            all.putAll(server.uploaded);
        }

        // What came after the first moment is there still, and so is what the restored server did.
        try (BusyServer server = BusyServer.on(restored("two", key, archive, "--to", two.toString()), Map.of())) {
            Set<Long> present = files(server);
            Set<Long> mustBe = new TreeSet<>(before.keySet());
            mustBe.removeAll(deletedAfter);
            assertThat(present)
                    .containsAll(mustBe)
                    .doesNotContainAnyElementsOf(deletedBefore)
                    .doesNotContain(erased, third)
                    .allMatch(id -> id <= newestAtTwo);
            assertSameBytes(server, all);
            assertThat(server.signedUpNames()).containsAll(members);
            assertThat(server.reads(early)).as("answered before").isEqualTo(200);
            assertThat(server.reads(ended)).as("ended before").isEqualTo(401);
            assertThat(server.bean(AuditSeals.class).check()).isInstanceOf(AuditSeals.Finding.Intact.class);
        }

        assertThat(rows(restored("latest", key, archive), "SELECT id::text FROM data_files"))
                .containsExactlyInAnyOrder(Long.toString(first), Long.toString(erased), Long.toString(onTheOther));
        Path timelineOne = restored("before", key, archive, "--timeline", "1");
        assertThat(rows(timelineOne, "SELECT id::text FROM data_files"))
                .as("to the orderly stop")
                .contains(Long.toString(third))
                .doesNotContain(Long.toString(erased));
        assertThat(rows(timelineOne, "SELECT username FROM members")).containsAll(members);
    }

    private static Set<String> rows(Path data, String question) throws Exception {
        Set<String> rows = new HashSet<>();
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data, (from, to, scratch) -> {});
                Connection connection = DriverManager.getConnection(database.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }

    /** The process is killed, its database too, and the disk is gone. */
    @Test
    void a_server_that_lost_its_disk_comes_back_from_the_archive() throws Exception {
        Path data = folder.resolve("data");
        Path key = folder.resolve("master.key");
        Map<String, String> environment =
                Map.of("VOUCHSAFE_ARCHIVE", folder.resolve("archive").toString());
        Instant between;
        try (VouchsafeProcess server = VouchsafeProcess.serve(
                data, List.of(), environment, Program.ofThisBuild().arguments())) {
            await("a copy of the rows")
                    .until(() -> ArchiveState.of(data)
                            .filter(state -> state.base() != null)
                            .isPresent());
            execute(server.databaseUrl(), "CREATE TABLE early AS SELECT 1 AS number");
            between = Instant.now();
            execute(server.databaseUrl(), "CREATE TABLE late AS SELECT 1 AS number");
            awaitLog(server.databaseUrl(), data);
            Files.copy(data.resolve("master.key"), key);
            ProcessHandle postgres = server.postgres();
            server.kill();
            VouchsafeProcess.kill(postgres);
        }
        try (Stream<Path> lost = Files.walk(data)) {
            for (Path each : lost.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
        Files.createDirectories(data);
        Files.copy(key, data.resolve("master.key"));
        VouchsafeProcess.Ended ended = InThisProcess.run(
                "",
                Map.of(),
                "restore",
                folder.resolve("archive").toString(),
                "--to",
                between.toString(),
                "--data",
                data.toString(),
                "--json");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(JsonMapper.shared().readTree(ended.out()).path("timeline").asInt())
                .isEqualTo(2);
        assertThat(rows(data, "SELECT relname FROM pg_class WHERE relname IN ('early', 'late')"))
                .containsExactly("early");
    }

    private static void execute(String url, String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static void awaitLog(String url, Path data) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            first(statement, SOMETHING);
            String segment = first(statement, "SELECT pg_walfile_name(pg_switch_wal())");
            await("the log in the archive")
                    .until(() -> first(statement, "SELECT last_archived_wal >= '" + segment + "' FROM pg_stat_archiver")
                                    .equals("t")
                            && LogSpool.of(data).finished().stream()
                                    .noneMatch(file ->
                                            file.getFileName().toString().compareTo(segment) <= 0));
        }
    }

    private static String first(Statement statement, String question) throws Exception {
        try (ResultSet row = statement.executeQuery(question)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    /** The service goes on, somebody is told, nothing is written beside it, and what waited gets there. */
    @Test
    void an_archive_that_is_away_stops_nobody_and_gets_what_waited() throws Exception {
        Path archive = folder.resolve("archive");
        Path away = folder.resolve("away");
        AtomicReference<java.time.Duration> later = new AtomicReference<>(java.time.Duration.ZERO);
        Machine machine = new Machine(() -> Instant.now().plus(later.get()), TestServer.MACHINE.hashing());
        Path key = folder.resolve("data/master.key");
        BusyServer.Connection app;
        long during;
        Instant moment;
        try (BusyServer server = BusyServer.on(folder.resolve("data"), archived(), machine)) {
            NewProject project = server.project(server.member());
            awaitCopy(server);
            app = server.connect(project, server.member());
            moment(server);

            Files.move(archive, away);
            Files.writeString(archive, "a file where a folder should be");
            during = server.upload(app, 100_000);
            server.bean(JdbcClient.class)
                    .sql("SELECT pg_switch_wal()")
                    .query(String.class)
                    .single();
            await("a failure").until(() -> server.bean(Archiver.class).state().failure() != null);
            assertThat(server.bean(Watch.class).parts(server.bean(Watch.class).queues()))
                    .filteredOn(part -> part.name().equals("Archive"))
                    .allMatch(Watch.Part::well);
            later.set(java.time.Duration.ofMinutes(11));
            assertThat(server.bean(Watch.class).parts(server.bean(Watch.class).queues()))
                    .filteredOn(part -> part.name().equals("Archive"))
                    .hasSize(1)
                    .noneMatch(Watch.Part::well);
            later.set(java.time.Duration.ZERO);
            assertThat(server.upload(app, 1000)).isPositive();

            Files.delete(archive);
            Files.createDirectory(archive);
            await("a place that is empty")
                    .untilAsserted(
                            () -> assertThat(server.bean(Archiver.class).state().failure())
                                    .contains("mount its disk"));
            try (Stream<Path> inside = Files.list(archive)) {
                assertThat(inside).isEmpty();
            }
            Files.delete(archive);
            Files.move(away, archive);
            await("back").until(() -> server.bean(Archiver.class).state().failure() == null);
            moment = moment(server);

            String name = server.bean(JdbcClient.class)
                    .sql("SELECT storage_key FROM data_files WHERE id = :id")
                    .param("id", during)
                    .query(String.class)
                    .single();
            server.delete(app, during);
            server.bean(Purge.class).run();
            later.set(java.time.Duration.ofHours(25));
            await("the next day's copy, and what no row names any more")
                    .until(() ->
                            copies(archive) == 2 && content(archive, "gone").contains(name));
        }
        try (BusyServer server =
                BusyServer.on(restored("restored", key, archive.toString(), "--to", moment.toString()), Map.of())) {
            assertThat(files(server)).contains(during).hasSize(2);
            assertThat(server.sha256(during)).hasSize(64);
        }
    }

    private static long copies(Path archive) throws IOException {
        try (Stream<Path> all = Files.walk(archive)) {
            return all.filter(file -> file.endsWith("manifest.json")).count();
        }
    }

    private static String content(Path archive, String of) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> all = Files.walk(archive)) {
            for (Path each :
                    all.filter(file -> file.toString().contains("/" + of + "/")).toList()) {
                text.append(Files.readString(each));
            }
        }
        return text.toString();
    }

    /** What was written while no archive was asked for is in the copy that is made when one is again. */
    @Test
    void a_time_without_an_archive_is_a_gap_and_the_next_copy_ends_it() throws Exception {
        Path data = folder.resolve("data");
        Path archive = folder.resolve("archive");
        NewProject project;
        BusyServer.Connection app;
        try (BusyServer server = BusyServer.on(data, archived())) {
            project = server.project(server.member());
            app = server.connect(project, server.member());
            awaitCopy(server);
        }
        long unseen;
        try (BusyServer server = BusyServer.on(data, Map.of())) {
            unseen = server.upload(app, 2000);
            server.bean(JdbcClient.class)
                    .sql("SELECT pg_switch_wal()")
                    .query(String.class)
                    .single();
            assertThat(LogSpool.of(data).folder()).doesNotExist();
            // A second segment, so that one is missing whatever was in the first.
            server.member();
            server.bean(JdbcClient.class)
                    .sql("SELECT pg_switch_wal()")
                    .query(String.class)
                    .single();
        }
        Instant moment;
        try (BusyServer server = BusyServer.on(data, archived())) {
            moment(server);
            await("a copy for the gap").until(() -> copies(archive) == 2);
            moment = moment(server);
        }
        try (BusyServer server = BusyServer.on(
                restored("restored", data.resolve("master.key"), archive.toString(), "--to", moment.toString()),
                Map.of())) {
            assertThat(files(server)).containsExactly(unseen);
            assertThat(server.sha256(unseen)).hasSize(64);
        }
    }

    /** Rows, log and files go to an object store, and what members erase stays there for as long as the archive goes back. */
    @Test
    void an_object_store_holds_the_archive_as_well() throws Exception {
        Path objects = Files.createDirectories(folder.resolve("objects"));
        Files.createDirectories(objects.resolve("archives"));
        Files.createDirectories(objects.resolve("members"));
        S3Proxy store = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(objects.toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "access", "secret")
                .build();
        store.start();
        try {
            String address = "http://127.0.0.1:" + store.getPort();
            Path key = folder.resolve("data/master.key");
            String archive = "s3://archives/of/this";
            long kept;
            long erased;
            Map<Long, String> sums;
            Instant moment;
            try (BusyServer server = BusyServer.on(
                    folder.resolve("data"),
                    Map.of(
                            Setting.S3_ENDPOINT, address,
                            Setting.S3_BUCKET, "members",
                            Setting.S3_ACCESS_KEY, "access",
                            Setting.S3_SECRET_KEY, "secret",
                            Setting.ARCHIVE, archive))) {
                NewProject project = server.project(server.member());
                BusyServer.Connection app = server.connect(project, server.member());
                kept = server.upload(app, 17_000_000);
                erased = server.upload(app, 4000);
                awaitCopy(server);
                moment = moment(server);
                server.delete(app, erased);
                server.delete(app, kept);
                server.bean(Purge.class).run();
                sums = new HashMap<>(server.uploaded);
                moment(server);
            }
            // To a server that keeps members' files in a folder.
            Path fresh = Files.createDirectories(folder.resolve("fresh"));
            Files.copy(key, fresh.resolve("master.key"));
            VouchsafeProcess.Ended ended = InThisProcess.run(
                    "",
                    Map.of(
                            "VOUCHSAFE_ARCHIVE_S3_ENDPOINT", address,
                            "VOUCHSAFE_ARCHIVE_S3_ACCESS_KEY", "access",
                            "VOUCHSAFE_ARCHIVE_S3_SECRET_KEY", "secret"),
                    "restore",
                    archive,
                    "--to",
                    moment.toString(),
                    "--data",
                    fresh.toString());
            assertThat(ended.exitCode()).as(ended.err()).isZero();
            try (BusyServer server = BusyServer.on(fresh, Map.of())) {
                assertThat(files(server)).containsExactlyInAnyOrder(kept, erased);
                assertThat(server.sha256(kept)).isEqualTo(Objects.requireNonNull(sums.get(kept)));
                assertThat(server.sha256(erased)).isEqualTo(Objects.requireNonNull(sums.get(erased)));
            }
        } finally {
            store.stop();
        }
    }
}
