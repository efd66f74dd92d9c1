package vouchsafe.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The people, the project and the consents that a run needs, in a data folder that is thrown away. */
record Fixture(Path home, Path dataFolder) {
    private static final String COORDINATOR = "bench_coordinator";
    private static final String PASSWORD = "correct horse battery";
    private static final String REDIRECT_URI = "https://app.example.org/callback";

    /** The app whose requests are measured. */
    record App(String clientId, String authorization, String redirectUri) {}

    /** The app of a folder that an earlier run has filled. */
    Optional<App> known() throws IOException {
        Path file = dataFolder.resolveSibling("app.json");
        return Files.exists(file)
                ? Optional.of(JsonMapper.shared().readValue(Files.readAllBytes(file), App.class))
                : Optional.empty();
    }

    /** For later runs on the same folder. */
    void remember(App app) throws IOException {
        Files.write(dataFolder.resolveSibling("app.json"), JsonMapper.shared().writeValueAsBytes(app));
    }

    /** Where the running server's database is. */
    String jdbcUrl() throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readAllBytes(dataFolder.resolve("server.json")))
                .path("databaseUrl")
                .asString();
    }

    /** The process id of the embedded PostgreSQL: the first line of its postmaster.pid. */
    long postmaster() throws IOException {
        return Long.parseLong(
                Files.readAllLines(dataFolder.resolve("postgres/postmaster.pid")).getFirst().strip());
    }

    /** Makes one project, by the command line. */
    App app() throws IOException, InterruptedException {
        command(PASSWORD, "member", "create", "--username", COORDINATOR, "--email", "bench@example.org",
                "--password-stdin");
        JsonNode project = project("Benchmark");
        String clientId = project.path("client_id").asString();
        return new App(
                clientId, Http.basic(clientId, project.path("client_secret").asString()), REDIRECT_URI);
    }

    /** Makes a project of this name; what the command line says of it. */
    JsonNode project(String name) throws IOException, InterruptedException {
        Path file = dataFolder.resolveSibling("project.json");
        Files.writeString(file, """
                {"is_study": false, "name": "%s", "leader": "Nobody", "organization": "None",
                 "is_academic_or_nonprofit": true, "add_data": true, "contact_email": "bench@example.org",
                 "info_url": "https://app.example.org/", "short_description": "Measures.",
                 "long_description": "Measures the server.", "returned_data_description": "Nothing.",
                 "active": true, "request_username_access": false, "request_message_permission": false,
                 "enrollment_url": "https://app.example.org/start", "terms_url": "https://app.example.org/terms",
                 "redirect_url": "%s"}
                """.formatted(name, REDIRECT_URI));
        return JsonMapper.shared()
                .readTree(command("", "project", "create", "--file", file.toString(), "--coordinator", COORDINATOR,
                        "--json"));
    }

    private String command(String input, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(home.resolve("vouchsafe").toString()));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--data", dataFolder.toString()));
        Process process = new ProcessBuilder(all)
                .redirectError(dataFolder.resolveSibling("command-output.txt").toFile())
                .start();
        process.outputWriter().append(input).append('\n').close();
        String output = process.inputReader().lines().collect(Collectors.joining("\n"));
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", all) + " failed: "
                    + Files.readString(dataFolder.resolveSibling("command-output.txt")));
        }
        return output;
    }

    /**
     * Fills the tables as if these members had authorized the app long ago: one consent each, the families spread over
     * them, every family with tokens.
     */
    static void fill(String jdbcUrl, App app, int members, int families) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement sql = connection.createStatement()) {
            // Foreign keys hold by construction; checking five million of them one by one would take minutes.
            sql.execute("SET session_replication_role = replica");
            sql.execute("""
                    INSERT INTO members (id, username, name, email, email_verified_at, password_hash, status, created_at)
                    SELECT %s, 'bench_' || n, 'Member ' || n, 'bench_' || n || '@example.org', now(),
                        (SELECT password_hash FROM members WHERE username = '%s'), 'active', now()
                    FROM generate_series(0, %d) n
                    """.formatted(Families.idOfN("n"), COORDINATOR, members - 1));
            sql.execute("""
                    INSERT INTO grants (id, client_id, member_id, subject, status, version, scopes, sources, all_sources,
                        username_shared, messages_allowed, hidden, created_at, authorized_at)
                    SELECT %s, c.id, %s, lpad(n::text, 8, '0'), 'active', p.version, c.scopes, '{}', false,
                        false, false, false, now(), now()
                    FROM generate_series(0, %d) n, clients c JOIN projects p ON p.client_id = c.id
                    WHERE c.client_id = '%s'
                    """.formatted(Families.idOfN("n"), Families.idOfN("n"), members - 1, app.clientId()));
            sql.execute("""
                    INSERT INTO token_families (id, grant_id, client_id, generation, issued_at, created_at,
                        code_expires_at, redirect_digest, redirect_named)
                    SELECT %s, %s, c.id, 1, date_trunc('second', now()), now(),
                        now(), decode('00112233445566778899aabbccddeeff', 'hex'), false
                    FROM clients c, generate_series(0, %d) n
                    WHERE c.client_id = '%s'
                    """.formatted(Families.idOfN("n"), Families.idOfN("n %% %d".formatted(members)), families - 1,
                    app.clientId()));
            sql.execute("VACUUM ANALYZE");
            sql.execute("CHECKPOINT");
        }
    }

    /** Signs this member in through the form; the cookies of the browser. */
    static String signIn(int port, int member) throws IOException, InterruptedException {
        CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
        URI login = URI.create("http://127.0.0.1:" + port + "/account/login/");
        try (HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build()) {
            String page = browser.send(HttpRequest.newBuilder(login).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            String forgery = Answer.between(page, "name=\"csrfmiddlewaretoken\" value=\"", '"');
            String form = "csrfmiddlewaretoken=" + Http.encode(forgery) + "&login=bench_" + member + "&password="
                    + Http.encode(PASSWORD);
            HttpResponse<String> answer = browser.send(
                    HttpRequest.newBuilder(login)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 303) {
                throw new IOException("member " + member + " was not signed in: " + answer.statusCode() + " "
                        + answer.body());
            }
        }
        return cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** One value from the database. */
    static String ask(String jdbcUrl, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /** A statement without an answer. */
    static void tell(String jdbcUrl, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
