package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.ProjectApp;
import vouchsafe.ProjectApp.Tokens;
import vouchsafe.WebSession;
import vouchsafe.checklist.AtOnce;
import vouchsafe.db.DebianPostgres;
import vouchsafe.db.OwnServer;

/**
 * What apps and members ask for all the time is planned a few times on each connection and then no more: planning costs
 * PostgreSQL more than finding the rows.
 */
@Tag("slow")
class PlannedOnceTest {
    private static final int AT_ONCE = 4;
    private static final int TIMES = 400;
    private static final String PASSWORD = "correct horse battery";
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final Pattern DEVELOPER_TOKEN = Pattern.compile("6879-[\\w-]+");
    private static final String PAGE = "https://example.org/page";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void hot_statements_are_not_planned_on_each_execution() throws Exception {
        try (DebianPostgres postgres = DebianPostgres.with(
                        folder, "shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track_planning=on");
                OwnServer server =
                        OwnServer.with(Map.of(Setting.DB_URL, postgres.jdbcUrl(), Setting.MASTER_KEY, KEY))) {
            postgres.execute("vouchsafe", "CREATE EXTENSION pg_stat_statements");
            String base = server.url("");
            Map<String, String> environment = Map.of(
                    "VOUCHSAFE_DB_URL",
                    postgres.jdbcUrl(),
                    "VOUCHSAFE_MASTER_KEY",
                    KEY,
                    "VOUCHSAFE_BASE_URL",
                    base,
                    "VOUCHSAFE_DATA_DIR",
                    folder.resolve("commands").toString());
            member(environment, "ada");
            member(environment, "bob");
            ProjectApp app = project(environment);
            WebSession bob = browser(base);
            String number = JsonMapper.shared()
                    .readTree(send(app.member(base, connect(base, app, bob).access()), 200)
                            .body())
                    .path("project_member_id")
                    .asString();
            send(app.upload(base, number, "night.csv", "a night".getBytes(StandardCharsets.US_ASCII)), 201);
            bob.get("/account/developer");
            bob.post("/account/developer", Map.of());
            String developer = DEVELOPER_TOKEN
                    .matcher(bob.get("/account/developer").body())
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group();

            AtOnce.times(AT_ONCE, each -> use(base, app, number, developer));

            List<String> hot = rows(postgres, "calls >= " + TIMES / 2);
            assertThat(hot).as("statements are counted at all").hasSizeGreaterThan(5);
            assertThat(rows(postgres, "calls >= " + TIMES / 2 + " AND plans > calls / 4"))
                    .as("an array parameter is planned by its length: see db.SqlArrays")
                    .isEmpty();
        }
    }

    private static WebSession browser(String base) {
        WebSession browser = new WebSession(base);
        browser.submit("/account/login/", Map.of("login", "bob", "password", PASSWORD));
        return browser;
    }

    /** What a member and an app do all the time, beside others who do the same. */
    private boolean use(String base, ProjectApp app, String number, String developer) {
        WebSession bob = browser(base);
        Tokens tokens = connect(base, app, bob);
        for (int i = 0; i < TIMES / AT_ONCE; i++) {
            tokens = Tokens.of(send(app.refresh(base, tokens.refresh()), 200));
            send(app.member(base, tokens.access()), 200);
            send(app.files(base, number), 200);
            connect(base, app, bob);
            send(annotation(base, developer), 200);
            send(
                    HttpRequest.newBuilder(URI.create(
                                    base + "/api/search?uri=" + URLEncoder.encode(PAGE, StandardCharsets.US_ASCII)))
                            .header("Authorization", "Bearer " + developer),
                    200);
            bob.get("/account/connections/");
            bob.get("/my-data/");
        }
        return true;
    }

    private static List<String> rows(DebianPostgres postgres, String condition) {
        String found = postgres.read("""
            SELECT coalesce(string_agg(plans || ' plans, ' || calls || ' calls: ' || query, chr(10)), '')
            FROM pg_stat_statements WHERE query !~ '^(BEGIN|COMMIT|SET|LISTEN)' AND %s
            """.formatted(condition));
        return found.isEmpty() ? List.of() : new ArrayList<>(found.lines().toList());
    }

    private static void member(Map<String, String> environment, String name) {
        assertThat(InThisProcess.run(
                                PASSWORD + "\n",
                                environment,
                                "member",
                                "create",
                                "--username",
                                name,
                                "--email",
                                name + "@example.org",
                                "--password-stdin")
                        .exitCode())
                .isZero();
    }

    private ProjectApp project(Map<String, String> environment) throws IOException {
        Path form = Files.writeString(folder.resolve("project.json"), ProjectApp.FORM.formatted("Nights"));
        VouchsafeProcess.Ended made = InThisProcess.run(
                "", environment, "project", "create", "--file", form.toString(), "--coordinator", "ada", "--json");
        assertThat(made.exitCode()).as(made.err()).isZero();
        return new ProjectApp(JsonMapper.shared().readTree(made.out()));
    }

    private Tokens connect(String base, ProjectApp app, WebSession member) {
        String path = app.authorization(base);
        HttpResponse<String> answer = member.get(path);
        if (answer.statusCode() == 200) {
            answer = member.post(path, ProjectApp.allowing(answer));
        }
        return Tokens.of(send(app.exchange(base, ProjectApp.code(answer).orElseThrow()), 200));
    }

    private static HttpRequest.Builder annotation(String base, String token) {
        return HttpRequest.newBuilder(URI.create(base + "/api/annotations"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"uri\":\"" + PAGE
                        + "\",\"text\":\"Note\",\"permissions\":{\"read\":[\"group:__world__\"]}}"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request, int status) {
        HttpResponse<String> answer = http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .join();
        assertThat(answer.statusCode())
                .as(answer.request().uri() + " " + answer.body())
                .isEqualTo(status);
        return answer;
    }
}
