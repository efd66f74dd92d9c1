package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.audit.AuditSeals;
import vouchsafe.crypto.MasterKey;
import vouchsafe.db.DebianPostgres;
import vouchsafe.db.UnfinishedRestore;
import vouchsafe.grants.Grants;
import vouchsafe.projects.NewProject;

/**
 * Backup and restore by the commands, in processes of their own, beside servers with members at work. How many megabytes of
 * files there are is {@code -Dvouchsafe.backup.megabytes=2048}.
 */
@Tag("slow")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
@Order(1)
class BackupTest {
    private static final int MEGABYTES = Integer.getInteger("vouchsafe.backup.megabytes", 32);
    /** At most 64 files, so that what is measured is not how long the disk takes to close one. */
    private static final int FILE = Math.max(1, MEGABYTES / 64) << 20;

    @TempDir
    Path folder;

    private static VouchsafeProcess.Ended vouchsafe(Map<String, String> environment, String... arguments) {
        return VouchsafeProcess.run("", environment, arguments);
    }

    private static VouchsafeProcess.Ended done(VouchsafeProcess.Ended ended) {
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return ended;
    }

    private static JsonNode json(VouchsafeProcess.Ended ended) {
        return JsonMapper.shared().readTree(ended.out());
    }

    /** What every member at the time knew to be stored is in it, whole, and nothing that half of the rows know of. */
    @Test
    void a_backup_beside_members_at_work_has_the_rows_and_files_of_one_moment() throws Exception {
        Path data = folder.resolve("data");
        Path file = folder.resolve("moment.tar");
        Map<Long, String> before;
        Set<Long> deletedBefore;
        Set<Long> deletedAfter;
        Map<Long, String> all;
        Set<String> members;
        try (BusyServer server = BusyServer.on(data, Map.of(Setting.MEMBER_CAP, "100"))) {
            NewProject project = server.project(server.member());
            BusyServer.Connection filling = server.connect(project, server.member());
            long began = System.nanoTime();
            for (long bytes = 0; bytes < (long) MEGABYTES << 20; bytes += FILE) {
                while (server.upload(filling, FILE) < 0) {
                    filling.refresh(server);
                }
            }
            say("stored " + MEGABYTES + " MB", began);
            server.work(project, 4);
            long filled = server.uploaded.size();
            await().until(() -> server.uploaded.size() > filled + 20 && server.deleted.size() > 5);
            before = new HashMap<>(server.uploaded);
            deletedBefore = new HashSet<>(server.deleted);
            members = new HashSet<>(server.signedUp);
            began = System.nanoTime();
            VouchsafeProcess.Ended ended =
                    done(vouchsafe(Map.of(), "backup", file.toString(), "--data", data.toString(), "--json"));
            say("backed up", began);
            assertThat(ended.err()).contains("files: ").contains("tables: ").doesNotContain("missing");
            assertThat(json(ended).path("files").asInt()).isGreaterThan(Math.min(MEGABYTES, 64));
            deletedAfter = new HashSet<>(server.deleted);
            all = new HashMap<>(server.uploaded);
            server.rest();
            assertThat(server.uploaded.size())
                    .as("members went on during the backup")
                    .isGreaterThan(before.size());
            assertThat(server.deleted.size()).isGreaterThan(deletedBefore.size());
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Path restored = folder.resolve("restored");
        takeKey(data, restored);
        long began = System.nanoTime();
        done(vouchsafe(Map.of(), "restore", file.toString(), "--data", restored.toString()));
        say("restored", began);
        try (BusyServer server = BusyServer.on(restored, Map.of())) {
            Set<Long> present = new TreeSet<>(server.numbers("SELECT id FROM data_files"));
            assertThat(present).doesNotContainAnyElementsOf(deletedBefore);
            Set<Long> mustBe = new TreeSet<>(before.keySet());
            mustBe.removeAll(deletedAfter);
            assertThat(present).containsAll(mustBe);
            assertThat(all.keySet()).as("nothing that was never answered").containsAll(present);
            for (long id : present) {
                assertThat(server.sha256(id)).isEqualTo(all.get(id));
            }
            // Written in one transaction each, into tables that are read one after the other.
            assertThat(present)
                    .isEqualTo(new TreeSet<>(server.numbers("""
                        SELECT (detail ->> 'file')::bigint FROM audit_events u WHERE kind = 'files.uploaded'
                        """).stream()
                            .filter(id -> present.contains(id) || !deletedAfter.contains(id))
                            .toList()));
            assertThat(server.numbers("SELECT count(*) FROM audit_events WHERE kind = 'files.deleted'"))
                    .isEqualTo(server.numbers("SELECT (SELECT count(*) FROM audit_events WHERE kind ="
                            + " 'files.uploaded') - (SELECT count(*) FROM data_files)"));
            Set<String> names = new TreeSet<>(server.bean(JdbcClient.class)
                    .sql("SELECT username FROM members")
                    .query(String.class)
                    .list());
            assertThat(names).containsAll(members);
            assertThat(server.bean(AuditSeals.class).check()).isInstanceOf(AuditSeals.Finding.Intact.class);
        }
    }

    private static void say(String what, long began) {
        System.out.printf("BackupTest: %s in %.1f s%n", what, (System.nanoTime() - began) / 1e9);
    }

    private static void takeKey(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        Files.copy(from.resolve("master.key"), to.resolve("master.key"));
    }

    /** From the embedded database and a folder to one of Debian's, several versions older, and an object store, and back. */
    @Test
    void a_server_moves_to_another_database_and_storage_and_back_and_nothing_differs() throws Exception {
        Path data = folder.resolve("data");
        BusyServer.Connection app;
        Member member;
        long file;
        String sum;
        try (BusyServer server = BusyServer.on(data, Map.of())) {
            NewProject project = server.project(server.member());
            member = server.member();
            app = server.connect(project, member);
            file = server.upload(app, 300_000);
            for (int i = 0; i < 10; i++) {
                server.upload(app, i * 1000 + 1);
            }
            sum = Objects.requireNonNull(server.uploaded.get(file));
            server.bean(JdbcClient.class)
                    .sql("CREATE TABLE of_the_operator AS SELECT 1 AS number")
                    .update();
        }
        Files.createDirectories(data.resolve("site"));
        Files.writeString(data.resolve("site/terms.md"), "Be kind.\n");
        Path first = folder.resolve("first.tar");
        VouchsafeProcess.Ended made =
                done(vouchsafe(Map.of(), "backup", first.toString(), "--data", data.toString(), "--json"));
        assertThat(made.err()).contains("not Vouchsafe's are left out: of_the_operator");
        assertThat(json(made).path("master_key_fingerprint").asString())
                .isEqualTo(MasterKey.parse(Files.readString(data.resolve("master.key")))
                        .fingerprint());
        Map<String, String> rows = digests(data);

        Path objects = Files.createDirectories(folder.resolve("objects"));
        Files.createDirectories(objects.resolve("members"));
        S3Proxy store = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(objects.toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "access", "secret")
                .build();
        store.start();
        try (DebianPostgres debian = DebianPostgres.start(folder)) {
            debian.execute("postgres", "CREATE ROLE owner LOGIN");
            debian.execute("postgres", "CREATE DATABASE moved OWNER owner");
            String url = debian.jdbcUrl("moved").replace("user=vouchsafe", "user=owner");
            Map<String, String> elsewhere = Map.of(
                    "VOUCHSAFE_DB_URL",
                    url,
                    "VOUCHSAFE_MASTER_KEY",
                    Files.readString(data.resolve("master.key")).strip(),
                    "VOUCHSAFE_S3_ENDPOINT",
                    "http://127.0.0.1:" + store.getPort(),
                    "VOUCHSAFE_S3_BUCKET",
                    "members",
                    "VOUCHSAFE_S3_ACCESS_KEY",
                    "access",
                    "VOUCHSAFE_S3_SECRET_KEY",
                    "secret",
                    "VOUCHSAFE_DATA_DIR",
                    folder.resolve("elsewhere").toString());
            try (Connection another = DriverManager.getConnection(url)) {
                assertThat(UnfinishedRestore.lock(another)).isTrue();
                assertThat(vouchsafe(elsewhere, "restore", first.toString()).err())
                        .contains("another restore into this database is under way");
            }
            done(vouchsafe(elsewhere, "restore", first.toString()));
            assertThat(digestsAt(url)).isEqualTo(rows);
            assertThat(folder.resolve("elsewhere/site/terms.md")).hasContent("Be kind.\n");
            assertThat(folder.resolve("elsewhere/files")).doesNotExist();

            try (BusyServer server = BusyServer.on(folder.resolve("elsewhere"), settings(elsewhere))) {
                assertThat(server.sha256(file)).isEqualTo(sum);
                assertThat(app.refresh(server)).as("tokens of before are good").isEqualTo(200);
                assertThat(server.upload(app, 5000)).isPositive();
                assertThat(signIn(server, member)).isEqualTo(303);
                assertThat(server.bean(Grants.class).historyIntact(app.grant.id()))
                        .isTrue();
            }

            Path second = folder.resolve("second.tar");
            done(vouchsafe(elsewhere, "backup", second.toString()));
            rows = digestsAt(url);
            Path back = folder.resolve("back");
            takeKey(data, back);
            done(vouchsafe(Map.of(), "restore", second.toString(), "--data", back.toString()));
            rows.remove("backups");
            Map<String, String> again = digests(back);
            again.remove("backups");
            assertThat(again).isEqualTo(rows);
            try (BusyServer server = BusyServer.on(back, Map.of())) {
                assertThat(server.sha256(file)).isEqualTo(sum);
                assertThat(app.refresh(server)).isEqualTo(200);
                assertThat(signIn(server, member)).isEqualTo(303);
            }
        } finally {
            store.stop();
        }
    }

    private static Map<Setting, String> settings(Map<String, String> environment) {
        Map<Setting, String> settings = new HashMap<>();
        for (Setting setting : Setting.values()) {
            if (environment.containsKey(setting.variable())) {
                settings.put(setting, environment.get(setting.variable()));
            }
        }
        return settings;
    }

    private static int signIn(BusyServer server, Member member) {
        return new WebSession(server.url(""))
                .submit("/account/login/", Map.of("login", member.username(), "password", TestServer.PASSWORD))
                .statusCode();
    }

    /** Of each table of ours, the digest of its rows in an order of their own; the database of the folder runs for it. */
    private static Map<String, String> digests(Path data) {
        try (CommandDatabase database = CommandDatabase.open(Settings.of(Map.of(Setting.DATA_DIR, data.toString())))) {
            return digestsAt(database.jdbcUrl());
        }
    }

    private static Map<String, String> digestsAt(String url) {
        JdbcClient sql = JdbcClient.create(new DriverManagerDataSource(url));
        Map<String, String> digests = new TreeMap<>();
        List<String> tables = sql.sql("""
            SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
                AND NOT relispartition AND relname NOT IN ('flyway_schema_history', 'of_the_operator', 'backups')
            """).query(String.class).list();
        for (String table : tables) {
            digests.put(
                    table,
                    sql.sql("SELECT coalesce(md5(string_agg(t::text, E'\\n"
                                    + "' ORDER BY t::text COLLATE \"C\")), '') FROM \""
                                    + table + "\" t")
                            .query(String.class)
                            .single());
        }
        return digests;
    }
}
