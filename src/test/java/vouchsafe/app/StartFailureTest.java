package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vouchsafe.TestServer;
import vouchsafe.db.DatabaseUnavailable;
import vouchsafe.db.DebianPostgres;
import vouchsafe.embedded.FreePort;

/**
 * Every reason an operator can give a start to fail is told in a sentence or two that say what to do, and in no trace of
 * Java's. The databases are real ones that refuse.
 */
@Tag("slow")
@Order(1)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StartFailureTest {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final int LONGEST = 450;

    @TempDir
    static Path folder;

    private static DebianPostgres postgres;

    /** A database with this release's tables, which others are copies of. */
    @BeforeAll
    static void start() {
        postgres = DebianPostgres.start(folder);
        postgres.execute("postgres", "CREATE DATABASE ours");
        Server.start(settings("ours", Map.of(Setting.DB_URL, postgres.jdbcUrl("ours"))), TestServer.MACHINE)
                .close();
    }

    @AfterAll
    static void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    private static Settings settings(String name, Map<Setting, String> given) {
        Map<Setting, String> all = new EnumMap<>(Setting.class);
        all.put(Setting.DATA_DIR, folder.resolve("data of " + name).toString());
        all.put(Setting.PORT, Integer.toString(FreePort.find()));
        all.put(Setting.MASTER_KEY, KEY);
        all.putAll(given);
        return Settings.of(all);
    }

    /** What a start says that has to fail. */
    private static String said(Settings settings) {
        try {
            Server.start(settings, TestServer.MACHINE).close();
        } catch (InvalidSettings | DatabaseUnavailable | CommandFailed told) {
            return Objects.requireNonNull(told.getMessage());
        }
        throw new AssertionError("it started with " + settings);
    }

    private static void assertTold(String said, String... words) {
        assertThat(said)
                .hasSizeLessThan(LONGEST)
                .doesNotContain("Exception", "org.", "java.", "\n", "jdbc:", "repair")
                .contains(words);
    }

    /** A copy of our database, changed so. */
    private static String changed(String name, String... changes) {
        postgres.execute("postgres", "CREATE DATABASE " + name + " TEMPLATE ours");
        for (String change : changes) {
            postgres.execute(name, change);
        }
        return postgres.jdbcUrl(name);
    }

    private static String future(int schema) {
        return "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                + " installed_by, execution_time, success) VALUES (900, '" + schema + "', 'later', 'SQL', 'V" + schema
                + "__later.sql', 1, 'somebody', 1, true)";
    }

    private static String released(String version, int schema, int oldest) {
        return "INSERT INTO schema_releases VALUES (" + schema + ", '" + version + "', " + oldest + ", now())";
    }

    private record Case(String name, Map<Setting, String> settings, String... words) {
        void check() {
            assertTold(said(StartFailureTest.settings(name, settings)), words);
        }
    }

    private static Case database(String name, String url, String... words) {
        return new Case(name, Map.of(Setting.DB_URL, url), words);
    }

    @Test
    void a_database_that_refuses_is_told_in_a_sentence() throws Exception {
        Path hba = Path.of(postgres.read("SHOW hba_file"));
        Files.writeString(
                hba,
                "host all locked 127.0.0.1/32 scram-sha-256\nhost all barred 127.0.0.1/32 reject\n"
                        + Files.readString(hba));
        postgres.execute("postgres", "SELECT pg_reload_conf()");
        postgres.execute("postgres", "CREATE ROLE locked LOGIN PASSWORD 'right'");
        postgres.execute("postgres", "CREATE ROLE barred LOGIN");
        postgres.execute("postgres", "CREATE ROLE guest LOGIN");
        postgres.execute("postgres", "CREATE ROLE crowd LOGIN CONNECTION LIMIT 0");
        postgres.execute("postgres", "CREATE DATABASE plain");
        postgres.execute("postgres", "CREATE DATABASE fixed");
        postgres.execute("postgres", "ALTER DATABASE fixed SET default_transaction_read_only = on");
        postgres.execute(
                "postgres", "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        postgres.execute("postgres", "CREATE DATABASE theirs");
        postgres.execute("theirs", "CREATE TABLE orders (id integer)");
        String as = "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/plain?user=";
        try (Other web = Other.saying("HTTP/1.1 400 Bad Request\r\n\r\n");
                Other old = Other.before(postgres.port(), "server_version\u00001", "server_version\u00000");
                DebianPostgres standby = postgres.standby()) {
            checkAll(List.of(
                    database("password", as + "locked&password=wrong", "does not let this server in", "\"locked\""),
                    database("pg_hba", as + "barred", "does not let this server in", "pg_hba"),
                    database("absent", postgres.jdbcUrl("absent"), "\"absent\" does not exist", "createdb"),
                    database("web", "jdbc:postgresql://127.0.0.1:" + web.port() + "/x?user=y", "is not a PostgreSQL"),
                    database(
                            "old",
                            "jdbc:postgresql://127.0.0.1:" + old.port() + "/plain?user=vouchsafe",
                            "is PostgreSQL 0",
                            "needs 15 or newer"),
                    database("standby", standby.jdbcUrl(), "takes no writes", "standby"),
                    database("fixed", postgres.jdbcUrl("fixed"), "takes no writes"),
                    database("guest", as + "guest", "permission denied", "GRANT CREATE ON SCHEMA public"),
                    database("crowd", as + "crowd", "has no connection left", "max_connections"),
                    database("latin", postgres.jdbcUrl("latin"), "has the encoding LATIN1", "createdb -E UTF8"),
                    database("theirs", postgres.jdbcUrl("theirs"), "tables of something else"),
                    database(
                            "nobody",
                            "jdbc:postgresql://127.0.0.1:" + FreePort.find() + "/x?user=y",
                            "cannot be reached",
                            "refused"),
                    database("nowhere", "jdbc:postgresql://db.invalid/x?user=y", "cannot be reached", "db.invalid")));
            // Nobody waits for a standby that is gone.
            postgres.execute("postgres", "ALTER SYSTEM RESET synchronous_standby_names");
            postgres.execute("postgres", "SELECT pg_reload_conf()");
        }
    }

    @Test
    void tables_of_another_build_or_release_are_told_in_a_sentence() throws Exception {
        String upTo = "knows the schemas up to " + newest();
        checkAll(List.of(
                database("newer", changed("newer", future(99)), "schema 99 of a newer Vouchsafe", upTo, "allow-newer"),
                database(
                        "named",
                        changed("named", future(99), released("9.9.0", 99, newest())),
                        "schema 99 of Vouchsafe 9.9.0",
                        "this is Vouchsafe " + pomVersion(),
                        "Start Vouchsafe 9.9.0 or newer"),
                new Case(
                        "parted",
                        Map.of(
                                Setting.DB_URL,
                                changed("parted", future(99), released("9.9.0", 99, newest() + 1)),
                                Setting.ALLOW_NEWER_SCHEMA,
                                "true"),
                        "cannot work on that one",
                        "Start Vouchsafe 9.9.0 or newer"),
                database(
                        "edited",
                        changed("edited", "UPDATE flyway_schema_history SET checksum = 1 WHERE version = '11'"),
                        "V11 (files) ran on this database with another name or text"),
                database(
                        "missing",
                        changed("missing", future(16)),
                        "V16 (later) ran on this database",
                        "does not have it"),
                database(
                        "skipped",
                        changed("skipped", "DELETE FROM flyway_schema_history WHERE version = '12'"),
                        "went past the migration V12 (datatypes)"),
                database(
                        "half",
                        changed("half", "UPDATE flyway_schema_history SET success = false WHERE version = '43'"),
                        "V43 (schema releases)",
                        "half-way",
                        "backup")));
    }

    @Test
    void who_may_go_back_goes_back_where_the_operator_says_so() {
        Settings settings = settings(
                "back",
                Map.of(
                        Setting.DB_URL,
                        changed("back", future(99), released("9.9.0", 99, newest())),
                        Setting.ALLOW_NEWER_SCHEMA,
                        "true"));
        try (Server server = Server.start(settings, TestServer.MACHINE)) {
            assertThat(server.port()).isEqualTo(settings.port());
        }
    }

    @Test
    void a_machine_that_refuses_is_told_in_a_sentence() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path keys = Files.createDirectories(folder.resolve("data of key"));
        Files.writeString(keys.resolve("master.key"), "not a key");
        String url = postgres.jdbcUrl("ours");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            checkAll(List.of(
                    new Case(
                            "folder",
                            Map.of(Setting.DATA_DIR, file.resolve("data").toString()),
                            "cannot be made",
                            "--data"),
                    new Case("not a folder", Map.of(Setting.DATA_DIR, file.toString()), "--data", "is a file"),
                    new Case("no right", Map.of(Setting.DATA_DIR, "/proc/vouchsafe"), "/proc/vouchsafe", "--data"),
                    new Case(
                            "port",
                            Map.of(Setting.PORT, Integer.toString(taken.getLocalPort())),
                            "port " + taken.getLocalPort() + " on 127.0.0.1 is in use",
                            "--port"),
                    new Case("address", Map.of(Setting.LISTEN, "192.0.2.1"), "listen", "no address of this machine"),
                    new Case("no address", Map.of(Setting.LISTEN, "nowhere.invalid"), "listen", "is no address"),
                    new Case(
                            "another key",
                            Map.of(
                                    Setting.DB_URL,
                                    url,
                                    Setting.MASTER_KEY,
                                    Base64.getEncoder()
                                            .encodeToString("x".repeat(32).getBytes(StandardCharsets.UTF_8))),
                            "master key"),
                    new Case(
                            "key",
                            Map.of(Setting.DB_URL, url, Setting.MASTER_KEY, ""),
                            "the master key must be 32 bytes")));
        }
    }

    @Test
    void a_database_whose_disk_is_full_says_so() throws Exception {
        Path small = Files.createTempDirectory("vouchsafe-full");
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=40m,mode=0700", "none", small.toString()) == 0,
                "skipped: this user may not mount a disk of its own");
        try {
            Files.setOwner(small, Files.getOwner(Path.of(postgres.read("SHOW data_directory"))));
            postgres.execute("postgres", "CREATE TABLESPACE small LOCATION '" + small + "'");
            postgres.execute("postgres", "CREATE DATABASE small TABLESPACE small");
            // What is left is too little for the tables.
            Files.write(
                    small.resolve("rest"),
                    new byte[(int) Files.getFileStore(small).getUsableSpace() - 200_000]);
            database("full", postgres.jdbcUrl("small"), "disk of the database is full", "Make room")
                    .check();
            Files.delete(small.resolve("rest"));
            Server.start(settings("room", Map.of(Setting.DB_URL, postgres.jdbcUrl("small"))), TestServer.MACHINE)
                    .close();
            postgres.execute("postgres", "DROP DATABASE small WITH (FORCE)");
            postgres.execute("postgres", "DROP TABLESPACE small");
        } finally {
            assertThat(run("umount", small.toString())).isZero();
        }
    }

    @Test
    void a_process_says_nothing_else_and_keeps_the_trace_in_its_log() throws Exception {
        Map<String, String> environment = Map.of(
                "VOUCHSAFE_DB_URL", changed("process", future(99)),
                "VOUCHSAFE_DATA_DIR", folder.resolve("process").toString(),
                "VOUCHSAFE_MASTER_KEY", KEY);
        VouchsafeProcess.Ended serve = VouchsafeProcess.run("", environment, "serve", "--port", "0");
        assertThat(serve.exitCode()).isEqualTo(1);
        assertThat(serve.out()).isEmpty();
        assertThat(serve.err().lines()).hasSize(1);
        assertTold(serve.err().strip(), "vouchsafe: the database has the schema 99");
        assertThat(folder.resolve("process/logs/server.log")).content().contains("DatabaseUnavailable", "\tat ");
        VouchsafeProcess.Ended command = VouchsafeProcess.run(
                "a long password\n",
                environment,
                "member",
                "create",
                "--username",
                "ada",
                "--email",
                "ada@example.org",
                "--password-stdin");
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err()).isEqualTo(serve.err());
    }

    private static void checkAll(List<Case> cases) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            cases.forEach(each -> running.add(threads.submit(each::check)));
            for (Future<?> each : running) {
                each.get();
            }
        }
    }

    private static int newest() {
        try (var files = Files.list(Path.of("src/main/resources/db/migration"))) {
            return files.mapToInt(file ->
                            Integer.parseInt(file.getFileName().toString().substring(1, 3)))
                    .max()
                    .orElseThrow();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static String pomVersion() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        int at = pom.indexOf("<artifactId>vouchsafe</artifactId>");
        return pom.substring(pom.indexOf("<version>", at) + 9, pom.indexOf("</version>", at));
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    /** Something that listens where a database is looked for. */
    private record Other(ServerSocket socket, ExecutorService threads) implements AutoCloseable {
        /** Says this to whoever says anything. */
        static Other saying(String words) throws IOException {
            return serving(client -> {
                client.getInputStream().read();
                client.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
            });
        }

        /** A real database, with some of what it says in other words of the same length. */
        static Other before(int port, String text, String instead) throws IOException {
            return serving(client -> {
                try (var database = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    Thread back = Thread.ofVirtual().start(() -> copy(client, database, "", ""));
                    copy(database, client, text, instead);
                    back.join();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        private static void copy(Socket from, Socket to, String text, String instead) {
            byte[] buffer = new byte[65_536];
            try {
                for (int count = from.getInputStream().read(buffer);
                        count >= 0;
                        count = from.getInputStream().read(buffer)) {
                    String said = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
                    to.getOutputStream()
                            .write((text.isEmpty() ? said : said.replace(text, instead))
                                    .getBytes(StandardCharsets.ISO_8859_1));
                }
                to.shutdownOutput();
            } catch (IOException gone) {
                // One side has ended the conversation.
            }
        }

        private interface Conversation {
            void with(Socket client) throws IOException;
        }

        private static Other serving(Conversation conversation) throws IOException {
            ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            threads.submit(() -> {
                while (!socket.isClosed()) {
                    var client = socket.accept();
                    threads.submit(() -> {
                        try (client) {
                            conversation.with(client);
                        }
                        return null;
                    });
                }
                return null;
            });
            return new Other(socket, threads);
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
            threads.shutdownNow();
        }
    }
}
