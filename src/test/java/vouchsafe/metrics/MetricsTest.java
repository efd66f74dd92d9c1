package vouchsafe.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.NewMember;
import vouchsafe.accounts.Password;
import vouchsafe.app.InvalidSettings;
import vouchsafe.app.Setting;
import vouchsafe.crypto.RandomText;
import vouchsafe.db.OwnServer;
import vouchsafe.db.OwnServer.App;
import vouchsafe.embedded.FreePort;
import vouchsafe.mail.Mail;
import vouchsafe.mail.Outbox;

/** What is counted, and who may read it. */
@Tag("slow")
class MetricsTest {
    private static final String PASSWORD = "correct horse battery";

    private final OwnServer server = WatchedServer.get();

    private HttpResponse<String> ask(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url(path))).method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return WatchedServer.send(request.build());
    }

    private static final String[] FORM = {"Content-Type", "application/x-www-form-urlencoded"};

    @Test
    void at_the_servers_own_address_nobody_finds_metrics_but_who_shows_the_token() {
        String url = server.url("/metrics");
        HttpResponse<String> nowhere = WatchedServer.read(server.url("/no-such-page"), "Bearer x");
        for (String authorization : List.of(
                "Bearer wrong", "Bearer ", "Basic " + WatchedServer.TOKEN, WatchedServer.TOKEN, "Bearer null")) {
            HttpResponse<String> answer = WatchedServer.read(url, authorization);
            assertThat(answer.statusCode()).as(authorization).isEqualTo(404);
            assertThat(answer.body()).doesNotContain("vouchsafe_");
            assertThat(answer.headers().map().keySet())
                    .isEqualTo(nowhere.headers().map().keySet());
        }
        HttpResponse<String> read = WatchedServer.read(url, "Bearer " + WatchedServer.TOKEN);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(read.body()).contains("vouchsafe_requests_seconds_count");
        assertThat(TestServer.shared().browser().get("/metrics").statusCode())
                .as("a server without metrics")
                .isEqualTo(404);
    }

    @Test
    void on_a_port_of_its_own_they_are_read_there_only() {
        int port = FreePort.find();
        try (OwnServer other =
                OwnServer.with(Map.of(Setting.METRICS_PORT, "" + port, Setting.METRICS_TOKEN, WatchedServer.TOKEN))) {
            String url = "http://127.0.0.1:" + port;
            String right = "Bearer " + WatchedServer.TOKEN;
            assertThat(WatchedServer.read(url + "/metrics", right).body()).contains("vouchsafe_database_up 1.0");
            assertThat(WatchedServer.read(url + "/metrics", "Bearer wrong").statusCode())
                    .isEqualTo(401);
            assertThat(WatchedServer.read(url + "/", right).statusCode()).isEqualTo(404);
            assertThat(WatchedServer.read(url + "/account/login/", right).statusCode())
                    .isEqualTo(404);
            assertThat(WatchedServer.send(HttpRequest.newBuilder(URI.create(url + "/metrics"))
                                    .header("Authorization", right)
                                    .DELETE()
                                    .build())
                            .statusCode())
                    .isEqualTo(405);
            assertThat(WatchedServer.read(other.url("/metrics"), right).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void a_port_that_another_program_has_stops_the_start_with_a_word() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> OwnServer.with(Map.of(Setting.METRICS_PORT, "" + taken.getLocalPort())))
                    .isInstanceOf(InvalidSettings.class)
                    .hasMessageContaining("/metrics cannot listen on port " + taken.getLocalPort())
                    .hasMessageContaining("choose another metrics-port");
        }
    }

    @Test
    void what_happens_is_counted() {
        App app = server.app();
        Scrape before = WatchedServer.scrape();
        for (int i = 0; i < 3; i++) {
            assertThat(app.refresh(server).status()).isEqualTo(200);
        }
        String forged = "4657-" + "A".repeat(60);
        ask("POST", "/oauth2/token/", "grant_type=refresh_token&client_id=x&refresh_token=" + forged, FORM);
        ask("GET", "/api/profile", "", "Authorization", "Bearer 5768-" + "A".repeat(60));
        ask("POST", "/oauth2/token/", "grant_type=refresh_token&grant_type=refresh_token", FORM);
        WebSession visitor = new WebSession(server.url(""));
        visitor.submit("/account/login/", Map.of("login", "nobody", "password", "wrong"));

        await().untilAsserted(() -> {
            Scrape after = WatchedServer.scrape();
            assertThat(grown(before, after, "vouchsafe_token_requests_total", "refresh_token", "issued"))
                    .isEqualTo(3);
            assertThat(grown(before, after, "vouchsafe_token_requests_total", "refresh_token", "invalid_request"))
                    .isEqualTo(1);
            assertThat(after.value("vouchsafe_batches_count", "batch", "refreshes")
                            - before.value("vouchsafe_batches_count", "batch", "refreshes"))
                    .isEqualTo(3);
            assertThat(difference(before, after, "vouchsafe_seals_refused_total", "kind", "refresh"))
                    .isPositive();
            assertThat(difference(before, after, "vouchsafe_seals_refused_total", "kind", "access"))
                    .isPositive();
            assertThat(difference(before, after, "vouchsafe_sign_ins_total", "outcome", "refused"))
                    .isEqualTo(1);
            assertThat(difference(
                            before,
                            after,
                            "vouchsafe_requests_seconds_count",
                            "endpoint",
                            "/oauth2/token/",
                            "method",
                            "POST",
                            "outcome",
                            "ok"))
                    .isEqualTo(3);
            assertThat(difference(before, after, "vouchsafe_pool_waits_seconds_count", "work", "together"))
                    .isPositive();
            assertThat(difference(before, after, "vouchsafe_answers_seconds_count", "work", "tokens"))
                    .isPositive();
        });
    }

    /** The labels of token requests stand in the order of their names. */
    private static double grown(Scrape before, Scrape after, String name, String grant, String outcome) {
        return difference(before, after, name, "dialect", "openhumans", "grant", grant, "outcome", outcome);
    }

    private static double difference(Scrape before, Scrape after, String name, String... labels) {
        return after.value(name, labels) - before.value(name, labels);
    }

    @Test
    void what_the_database_knows_is_read_from_it() {
        server.bean(Outbox.class).queue(new Mail("test", "someone@example.org", null, "A subject", "A text"));
        server.bean(JdbcClient.class)
                .sql("UPDATE mails SET next_try_at = now(), created_at = now() - interval '2 hours' WHERE kind ="
                        + " 'test'")
                .update();
        await().untilAsserted(() -> {
            server.bean(JdbcClient.class)
                    .sql("UPDATE mails SET next_try_at = now() WHERE kind = 'test'")
                    .update();
            Scrape scrape = WatchedServer.scrape();
            assertThat(scrape.value("vouchsafe_queue_waiting", "queue", "mail")).isPositive();
            assertThat(scrape.value("vouchsafe_queue_oldest_seconds", "queue", "mail"))
                    .isGreaterThan(7_000);
            assertThat(scrape.value("vouchsafe_postgres_size_bytes")).isGreaterThan(1_000_000);
            assertThat(scrape.value("vouchsafe_postgres_connections", "state", "idle"))
                    .isPositive();
            assertThat(scrape.value("vouchsafe_postgres_commits_total")).isPositive();
            assertThat(scrape.series()).containsEntry("vouchsafe_storage_bytes", 0.0);
            assertThat(scrape.value("vouchsafe_jobs_waiting", "task", "audit-sealing"))
                    .isEqualTo(1);
            assertThat(scrape.value("vouchsafe_changes_up")).isEqualTo(1);
        });
        server.bean(JdbcClient.class)
                .sql("DELETE FROM mails WHERE kind = 'test'")
                .update();
    }

    /** Paths, names, ids, methods, agents and values of strangers and members, in every place where one can stand. */
    @Test
    void no_label_holds_a_person_or_anything_that_a_stranger_chose() {
        // Twice: a request is counted a moment after its answer was read.
        visit(mark());
        visit(mark());
        Set<String> known = ours(WatchedServer.scrape());
        String[] others = new String[12];
        for (int i = 0; i < others.length; i++) {
            others[i] = mark();
            visit(others[i]);
        }
        Scrape after = WatchedServer.scrape();
        for (String mark : others) {
            assertThat(after.text().toLowerCase(Locale.ROOT)).doesNotContain(mark);
        }
        assertThat(after.text()).doesNotContain("127.0.0.1", "example.org", "@");
        assertThat(ours(after)).as("no visit brought a series").isEqualTo(known);
        assertThat(after.series().size()).isLessThan(4_000);
    }

    private static String mark() {
        return "zq" + RandomText.alphanumeric(14).toLowerCase(Locale.ROOT);
    }

    /** The series that requests make. Others come when their time comes, such as those of jobs. */
    private static Set<String> ours(Scrape scrape) {
        return scrape.series().keySet().stream()
                .filter(name -> !name.contains("\"/metrics\""))
                .filter(name ->
                        name.matches("vouchsafe_(requests|answers|token|sign_ins|seals|outbound|cache|batches).*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void visit(String mark) {
        String[] agent = {"User-Agent", mark, "Referer", "https://" + mark + ".example.org/", "X-Request-Id", mark};
        for (String path : List.of(
                "/" + mark,
                "/" + mark + "/" + mark + ".php",
                "/project/" + mark + "/",
                "/member/" + mark + "/",
                "/docs/" + mark + "/",
                "/assets/" + mark,
                "/client/" + mark,
                "/files/" + mark,
                "/api/" + mark,
                "/api/annotations/" + mark,
                "/api/users/acct:" + mark + "@example.org",
                "/api/groups/" + mark + "/members/" + mark,
                "/api/search?user=" + mark + "&" + mark + "=1",
                "/api/direct-sharing/project/" + mark + "/?access_token=" + mark,
                "/api/direct-sharing/project/exchange-member/?access_token=" + mark,
                "/api/public-data/?username=" + mark,
                "/stream.atom?user=" + mark,
                "/account/login/?next=/" + mark,
                "/direct-sharing/projects/oauth2/authorize/?client_id=" + mark,
                "/oauth/authorize?client_id=" + mark,
                "/" + mark + ";" + mark + "=" + mark,
                "/.well-known/" + mark)) {
            ask("GET", path, "", agent);
        }
        for (String method : List.of("BREW", "PROPFIND", "DELETE", mark.toUpperCase(Locale.ROOT))) {
            ask(method, "/" + mark, "", agent);
            ask(method, "/oauth2/token/", "", agent);
            ask(method, "/api/annotations/" + mark, "", agent);
        }
        for (String token : List.of("/oauth2/token/", "/api/token")) {
            ask("POST", token, "grant_type=" + mark + "&client_id=" + mark, FORM);
            ask("POST", token, "grant_type=authorization_code&client_id=" + mark + "&code=" + mark, FORM);
            ask("POST", token, "grant_type=refresh_token&client_id=" + mark + "&refresh_token=4657-" + mark, FORM);
            ask("POST", token, mark, "Content-Type", "text/" + mark);
        }
        member(mark);
    }

    /** A member who signs in, looks around, and leaves. */
    private void member(String name) {
        server.bean(Members.class)
                .create(new NewMember(name, name, name + "@example.org", true, new Password(PASSWORD), false));
        WebSession browser = new WebSession(server.url(""));
        browser.submit("/account/login/", Map.of("login", name, "password", "not " + name));
        browser.submit("/account/login/", Map.of("login", name, "password", PASSWORD));
        for (String path : List.of("/", "/account/", "/account/connections/", "/member/" + name + "/", "/projects/")) {
            browser.get(path);
        }
    }
}
