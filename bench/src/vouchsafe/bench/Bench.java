package vouchsafe.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vouchsafe.crypto.MasterKeys;

/**
 * Measures a real server on a data folder of its own, and in the same run the floors it stands on: what PostgreSQL
 * spends on the same UPDATE, and what the container spends on a request that does nothing.
 */
public final class Bench {
    private static final int CONNECTIONS = 64;
    /** As many as the server's pool has. */
    private static final int DATABASE_CONNECTIONS = 16;

    /** Who watch one page. */
    private static final int LISTENERS = 1_000;

    private static final int WARM_FAMILIES = 960;
    private static final int TOKENS_IN_USE = 1_000;
    private static final int ENOUGH_TO_COMPILE = 30_000;
    private static final int MOST_WARM_UPS = 5;
    private static final int MOST_TRIES = 3;

    private final Options options;
    private final Fixture fixture;
    private final Table table = new Table();
    private Quiet quiet;
    private double databasePeak;

    private Bench(Options options, Fixture fixture) {
        this.options = options;
        this.fixture = fixture;
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.parse(arguments);
        if (options.folder().isPresent()) {
            Path folder = Files.createDirectories(options.folder().get());
            new Bench(options, new Fixture(options.home(), folder.resolve("data"))).run();
            return;
        }
        Path folder = Files.createTempDirectory("vouchsafe-bench");
        try {
            new Bench(options, new Fixture(options.home(), folder.resolve("data"))).run();
        } finally {
            delete(folder);
        }
    }

    private void run() throws Exception {
        Fixture.App app = fixture.known().isPresent() ? fixture.known().get() : prepare();
        say("starting the server on the kept folder");
        try (ServerProcess server = ServerProcess.vouchsafe(options.home(), fixture.dataFolder());
                ServerProcess echo = ServerProcess.echo(
                        server, fixture.dataFolder().getParent());
                Load looks = new Load(
                        echo.port(), scripts(n -> repeated(List.of(Http.get("/", "X-Look: " + n)), "echo", n)))) {
            quiet = new Quiet(looks, options.home().resolve("target/bench-echo"));
            measure(server, echo, app);
        }
    }

    private Fixture.App prepare() throws Exception {
        say("starting a server on an empty folder");
        try (ServerProcess first = ServerProcess.vouchsafe(options.home(), fixture.dataFolder())) {
            Fixture.App app = fixture.app();
            say("filling the tables: %,d families", options.families());
            Fixture.fill(fixture.jdbcUrl(), app, options.members(), options.families());
            if (!options.quick()) {
                awaitQuickStart();
            }
            fixture.remember(app);
            return app;
        }
    }

    private void measure(ServerProcess server, ServerProcess echo, Fixture.App app) throws Exception {
        String jdbcUrl = fixture.jdbcUrl();
        MasterKeys masterKeys = MasterKeys.inFile(fixture.dataFolder().resolve("master.key"));
        Families families = new Families(jdbcUrl, masterKeys, options.families());
        if (options.folder().isPresent()) {
            // The access tokens of a folder filled long ago have expired.
            Fixture.tell(jdbcUrl, """
                    UPDATE token_families SET issued_at = date_trunc('second', now())
                    WHERE issued_at < now() - interval '5 hours'
                    """);
            Fixture.tell(jdbcUrl, "VACUUM token_families");
        }
        families.reload();

        if (options.only().contains("strangers")) {
            System.out.println(Machine.describe());
            System.out.println();
            System.out.println(new Strangers(server, families, app, measured()).run());
            return;
        }
        double echoPost = echo(echo, "echo, POST of a form", Http.post(
                "/oauth2/token/",
                "grant_type=refresh_token&refresh_token=" + families.refreshToken(0), app.authorization()));
        if (options.only().contains("refresh")) {
            refresh(server, families, app, echoPost);
            families.reload();
        }
        if (options.only().contains("bearer")) {
            double echoGet = echo(echo, "echo, GET", Http.get(
                    "/api/direct-sharing/project/exchange-member/",
                    "Authorization: Bearer " + families.accessToken(0)));
            bearer(server, families, "bearer call, token seen lately", TOKENS_IN_USE, echoGet);
            bearer(server, families, "bearer call, any token", families.count(), echoGet);
        }
        if (options.only().contains("introspect")) {
            introspection(server, families, app, echoPost);
        }
        if (options.only().contains("code")) {
            codeFlow(server, app);
        }
        if (options.only().contains("members")) {
            members(server);
        }
        if (options.only().contains("search") || options.only().contains("annotate")) {
            annotations(server, families);
        }
        if (options.only().contains("fanout")) {
            fanOut(server, families);
        }
        if (options.only().contains("crowd")) {
            crowd(server, families, app);
        }
        System.out.println(Machine.describe());
        System.out.println();
        System.out.printf(
                "%,d token families, %d connections, fsync %s, synchronous_commit %s, full_page_writes %s,"
                        + " shared_buffers %s%n%n",
                families.count(), CONNECTIONS, setting("fsync"), setting("synchronous_commit"),
                setting("full_page_writes"), setting("shared_buffers"));
        System.out.println(table);
        System.out.println();
        System.out.printf("First answer on the kept data folder after %.2f s.%n", server.secondsToFirstAnswer());
        System.out.printf(
                "After load: server %.0f MB resident (at most %.0f), PostgreSQL %.0f MB (after a line at most %.0f).%n",
                Cpu.residentMegabytes(server.pid()), Cpu.peakMegabytes(server.pid()),
                Cpu.familyMegabytes(fixture.postmaster()), databasePeak);
        System.out.println(quiet.told());
    }

    private double echo(ServerProcess echo, String name, byte[] request) throws Exception {
        try (Load load = new Load(echo.port(), scripts(n -> repeated(List.of(request), "echo", n)))) {
            warmUp(load);
            double before = Cpu.ofProcess(echo.pid());
            Load.Result result = load.run(measured());
            double each = microseconds(Cpu.ofProcess(echo.pid()) - before, result.count());
            table.add(name, result, each, 0, 0);
            return each;
        }
    }

    /**
     * The refreshes and then pgbench each begin just after a checkpoint and change as many rows: so both pay for the same
     * number of full pages in the log.
     */
    private void refresh(ServerProcess server, Families families, Fixture.App app, double echo) throws Exception {
        String jdbcUrl = fixture.jdbcUrl();
        List<Refreshes> scripts =
                scripts(n -> new Refreshes(families, app.authorization(), n, CONNECTIONS));
        Measured refreshed;
        try (Load load = new Load(server.port(), scripts)) {
            scripts.forEach(script -> script.among(Math.min(WARM_FAMILIES, families.count())));
            warmUp(load);
            scripts.forEach(script -> script.among(families.count()));
            Fixture.tell(jdbcUrl, "CHECKPOINT");
            Fixture.tell(jdbcUrl, "SELECT pg_stat_reset_single_table_counters('token_families'::regclass)");
            refreshed = measured(server, load);
        }
        Optional<Path> pgbench = PgBench.program();
        if (pgbench.isEmpty()) {
            add("refresh", refreshed, 0);
            table.missing("pgbench, one UPDATE by key", "pgbench is not installed");
            return;
        }
        String clientRowId =
                Fixture.ask(jdbcUrl, "SELECT id FROM clients WHERE client_id = '" + app.clientId() + "'");
        Fixture.tell(jdbcUrl, "CHECKPOINT");
        double before = Cpu.ofFamily(fixture.postmaster());
        long updates = refreshed.result().count();
        PgBench.Result floor = PgBench.run(
                pgbench.get(), fixture, clientRowId, families.count(), DATABASE_CONNECTIONS, updates);
        double update = microseconds(Cpu.ofFamily(fixture.postmaster()) - before, updates);
        table.add("pgbench, one UPDATE by key", floor, update);
        add("refresh", refreshed, echo + update);
        say("HOT updates of token_families: %s", Fixture.ask(jdbcUrl, """
                SELECT round(100.0 * n_tup_hot_upd / greatest(n_tup_upd, 1), 1) || ' %' FROM pg_stat_user_tables
                WHERE relname = 'token_families'
                """));
    }

    private void bearer(ServerProcess server, Families families, String name, int tokens, double echo)
            throws Exception {
        List<byte[]> requests = IntStream.range(0, Math.min(tokens, families.count()))
                .mapToObj(n -> Http.get(
                        "/api/direct-sharing/project/exchange-member/",
                        "Authorization: Bearer " + families.accessToken(n)))
                .toList();
        try (Load load = new Load(server.port(), scripts(n -> repeated(requests, "project_member_id", n)))) {
            warmUp(load);
            Measured run = measured(server, load);
            add(name, run, echo);
        }
    }

    private void annotations(ServerProcess server, Families families) throws Exception {
        Annotating annotating = new Annotating(families);
        say("filling the table of annotations");
        annotating.fill(fixture.jdbcUrl(), options.members());
        for (String kind : List.of("search", "annotate")) {
            if (options.only().contains(kind)) {
                List<byte[]> requests = kind.equals("search") ? annotating.searches() : annotating.annotations();
                try (Load load = new Load(server.port(), scripts(n -> repeated(requests, "bench.example.org", n)))) {
                    warmUp(load);
                    Measured run = measured(server, load);
                    add(kind + ", 200,000 annotations", run, 0);
                }
            }
        }
    }

    private void introspection(ServerProcess server, Families families, Fixture.App app, double echo)
            throws Exception {
        List<byte[]> requests = IntStream.range(0, Math.min(TOKENS_IN_USE, families.count()))
                .mapToObj(n -> Http.post(
                        "/oauth2/introspect/", "token=" + families.accessToken(n), app.authorization()))
                .toList();
        try (Load load = new Load(server.port(), scripts(n -> repeated(requests, "\"active\":true", n)))) {
            warmUp(load);
            Measured run = measured(server, load);
            add("introspection", run, echo);
        } catch (IllegalStateException | IOException absent) {
            table.missing("introspection", "not there yet");
        }
    }

    private void codeFlow(ServerProcess server, Fixture.App app) throws Exception {
        say("signing %d members in", CONNECTIONS);
        List<String> cookies = new ArrayList<>();
        for (int n = 0; n < CONNECTIONS; n++) {
            cookies.add(Fixture.signIn(server.port(), n));
        }
        try (Load load = new Load(server.port(), scripts(n -> new CodeFlows(app, cookies.get(n))))) {
            warmUp(load);
            Measured run = measured(server, load);
            add("code flow (authorize + exchange)", run, 0);
        }
    }

    private void fanOut(ServerProcess server, Families families) throws Exception {
        say("opening %,d sockets", LISTENERS);
        try (FanOut fanOut = new FanOut(server.port(), LISTENERS, families.developerToken(0))) {
            fanOut.run(measured());
            double serverBefore = Cpu.ofProcess(server.pid());
            double databaseBefore = Cpu.ofFamily(fixture.postmaster());
            Load.Result result = fanOut.run(measured());
            table.add(
                    "an annotation reaches one of %,d sockets".formatted(LISTENERS),
                    result,
                    microseconds(Cpu.ofProcess(server.pid()) - serverBefore, result.count()),
                    microseconds(Cpu.ofFamily(fixture.postmaster()) - databaseBefore, result.count()),
                    0);
        }
    }

    /** Strangers who take what they can; each kind may leave the heap larger for the next. */
    private void crowd(ServerProcess server, Families families, Fixture.App app) throws Exception {
        families.reload();
        int scale = options.quick() ? 100 : 1;
        System.out.println(Crowd.heading());
        try (Crowd crowd = new Crowd(server, families, app)) {
            System.out.println(crowd.sockets(6_000 / scale, 1));
            System.out.println(crowd.sockets(6_000 / scale, 30));
            System.out.println(crowd.idle(8_000 / scale, 1));
            System.out.println(crowd.idle(8_000 / scale, 10));
            System.out.println(crowd.heads(8_000 / scale, 1));
            System.out.println(crowd.heads(8_000 / scale, 10));
            System.out.println(crowd.senders(8_000 / scale, 1));
            System.out.println(crowd.senders(8_000 / scale, 10));
            System.out.println(crowd.readers(8_000 / scale, 1));
            System.out.println(crowd.readers(8_000 / scale, 10));
        }
        System.out.println();
    }

    /** Lists of a project with 200 members who have 50 files each, and how many statements one takes. */
    private void members(ServerProcess server) throws Exception {
        SharedFiles shared = SharedFiles.fill(fixture, (int) (System.currentTimeMillis() / 1000 % 9_000));
        String bearer = "Authorization: Bearer " + shared.masterToken();
        list(server, "members/, 100 of 200 members", Http.get("/api/direct-sharing/project/members/", bearer));
        String one = "/api/direct-sharing/project/exchange-member/?project_member_id=" + shared.someNumber(fixture);
        list(server, "exchange-member/, 50 files", Http.get(one, bearer));
    }

    private void list(ServerProcess server, String name, byte[] request) throws Exception {
        try (Load load = new Load(server.port(), scripts(n -> repeated(List.of(request), "night-", n)))) {
            warmUp(load);
            Measured run = measured(server, load);
            add(name, run, 0);
        }
        // One caller alone shares its statements with nobody.
        try (Load alone = new Load(server.port(), List.of(repeated(List.of(request), "night-", 0)))) {
            double before = committed();
            Load.Result result = alone.run(measured());
            say("%s: %.1f transactions each", name, (committed() - before) / result.count());
        }
    }

    /** Transactions so far, of which a statement alone is one; PostgreSQL counts with a second's delay. */
    private double committed() throws Exception {
        Thread.sleep(1_500);
        return Double.parseDouble(Fixture.ask(
                fixture.jdbcUrl(), "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"));
    }

    private static <T> List<T> scripts(IntFunction<T> script) {
        return IntStream.range(0, CONNECTIONS).mapToObj(script).toList();
    }

    private static Script repeated(List<byte[]> requests, String expected, int n) {
        return new Repeated(requests, new SplittableRandom(n), expected);
    }

    /**
     * CPU in microseconds a unit of work.
     *
     * @param disturbed whether something else ran on the machine meanwhile
     */
    private record Measured(Load.Result result, double server, double database, boolean disturbed) {}

    private void add(String name, Measured run, double floor) {
        table.add(name, run.result(), run.server(), run.database(), floor);
        if (run.disturbed()) {
            table.disturbed(name);
        }
    }

    /** Measures until nothing else ran before and after, or often enough. */
    private Measured measured(ServerProcess server, Load load) throws IOException {
        Measured run = once(server, load);
        for (int more = 1; more < MOST_TRIES && run.disturbed() && !options.quick(); more++) {
            say("something else ran on the machine: once more");
            run = once(server, load);
        }
        double family = Cpu.familyMegabytes(fixture.postmaster());
        databasePeak = Math.max(databasePeak, Double.isNaN(family) ? 0 : family);
        return run;
    }

    private Measured once(ServerProcess server, Load load) throws IOException {
        boolean before = quiet.disturbed();
        double serverBefore = Cpu.ofProcess(server.pid());
        double databaseBefore = Cpu.ofFamily(fixture.postmaster());
        Load.Result result = load.run(measured());
        double serverEach = microseconds(Cpu.ofProcess(server.pid()) - serverBefore, result.count());
        double databaseEach = microseconds(Cpu.ofFamily(fixture.postmaster()) - databaseBefore, result.count());
        return new Measured(result, serverEach, databaseEach, quiet.disturbed() || before);
    }

    private static double microseconds(double seconds, long count) {
        return seconds * 1e6 / Math.max(1, count);
    }

    /** As long as a measurement; longer where a busy machine left too little time to compile what is hot. */
    private void warmUp(Load load) throws IOException {
        long done = load.run(measured()).count();
        for (int more = 0; more < MOST_WARM_UPS && done < ENOUGH_TO_COMPILE && !options.quick(); more++) {
            done += load.run(measured()).count();
        }
    }

    private Duration measured() {
        return Duration.ofSeconds(options.seconds());
    }

    private String setting(String name) throws IOException, SQLException {
        return Fixture.ask(fixture.jdbcUrl(), "SHOW " + name);
    }

    /** The launcher may be training the JDK's cache behind the first server's back; that would be in our way later. */
    private void awaitQuickStart() throws IOException, InterruptedException {
        Path caches = options.home().resolve("target/aot");
        for (int second = 0; second < 90; second++) {
            try (Stream<Path> files = Files.isDirectory(caches) ? Files.list(caches) : Stream.<Path>empty()) {
                if (files.map(Path::toString).anyMatch(name -> name.endsWith(".aot") || name.endsWith(".failed"))) {
                    return;
                }
            }
            if (second == 0) {
                say("waiting until the launcher has trained the JDK's cache");
            }
            Thread.sleep(1_000);
        }
    }

    private static void say(String text, Object... values) {
        System.err.println("bench: " + text.formatted(values));
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
