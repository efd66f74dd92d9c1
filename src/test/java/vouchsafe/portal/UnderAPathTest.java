package vouchsafe.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import vouchsafe.Answer;
import vouchsafe.Mailbox;
import vouchsafe.TestApp;
import vouchsafe.TestOnSite;
import vouchsafe.TestServer;
import vouchsafe.UnderAPath;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.files.TestFiles;
import vouchsafe.hypothesis.api.TestNotes;
import vouchsafe.messages.Writers;

/** A server whose base URL has a path: all that it says leads to where it is, and nothing of it is elsewhere on its host. */
@UnderAPath
@Tag("slow")
class UnderAPathTest {
    /** The addresses in a page: of attributes as browsers read them. */
    private static final Pattern ADDRESS =
            Pattern.compile("\\s(href|src|action|formaction|poster|data|cite)\\s*=\\s*\"([^\"]*)\"");

    private static final Pattern VARIABLE = Pattern.compile("\\{");

    /** Pages are long, and one that leads to itself with another query is one page. */
    private static final int MOST_PAGES = 600;

    private final TestServer server = TestServer.shared();
    private final URI base = URI.create(server.url("/"));

    /** Looks at every address that a role finds, from the home page on. */
    private final class Crawler {
        private final WebSession browser;
        private final Set<String> seen = new LinkedHashSet<>();
        private final Set<String> linked = new LinkedHashSet<>();
        private final Deque<URI> next = new ArrayDeque<>();
        private final List<String> faults = new ArrayList<>();

        Crawler(WebSession browser) {
            this.browser = browser;
        }

        List<String> crawl(List<String> starts) {
            starts.forEach(path -> visit(URI.create(server.url(path))));
            while (!next.isEmpty() && seen.size() < MOST_PAGES) {
                look(next.poll());
            }
            return faults;
        }

        private void visit(URI address) {
            if (seen.add(address.getPath())) {
                next.add(address);
            }
        }

        private void look(URI address) {
            HttpResponse<String> answer = browser.get(address.toString());
            boolean lost = answer.statusCode() == 404 && linked.contains(address.getPath());
            if (lost || answer.statusCode() >= 500 && answer.statusCode() != 503) {
                faults.add(answer.statusCode() + " at " + address);
            }
            answer.headers().allValues("Location").forEach(location -> found(address, location, true));
            answer.headers().allValues("Set-Cookie").stream()
                    .filter(cookie -> !cookie.contains("; Path=" + base.getPath() + ";")
                            && !cookie.endsWith("; Path=" + base.getPath()))
                    .forEach(cookie -> faults.add("cookie of another path at " + address + ": " + cookie));
            if (answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
                Matcher addresses = ADDRESS.matcher(answer.body().replaceAll("(?s)<pre>.*?</pre>|<!--.*?-->", ""));
                while (addresses.find()) {
                    found(
                            address,
                            addresses.group(2).replace("&amp;", "&").replace("&#39;", "'"),
                            !addresses.group(1).contains("action"));
                }
            }
        }

        /** @param follow whether it may be asked for: what only takes forms may not */
        private void found(URI page, String text, boolean follow) {
            URI address = page.resolve(text.replace(" ", "%20"));
            if (!base.getAuthority().equals(address.getAuthority())) {
                return;
            }
            if (!address.getPath().startsWith(base.getPath())) {
                faults.add(text + " on " + page);
            } else if (follow) {
                // The annotation client, which is not installed here, is known to be missing.
                if (!address.getPath().startsWith(base.getPath() + "client/")) {
                    linked.add(address.getPath());
                }
                visit(address);
            }
        }
    }

    private List<String> crawl(WebSession browser, String... starts) {
        List<String> all = new ArrayList<>(List.of(starts));
        // Every page that needs no more than its address, whether or not a link leads there.
        for (RequestMappingInfo route : server.bean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()) {
            if (route.getPathPatternsCondition() != null
                    && route.getMethodsCondition().getMethods().contains(RequestMethod.GET)) {
                route.getPathPatternsCondition().getPatternValues().stream()
                        .filter(pattern -> !VARIABLE.matcher(pattern).find())
                        .forEach(all::add);
            }
        }
        Crawler crawler = new Crawler(browser);
        List<String> faults = crawler.crawl(all);
        assertThat(crawler.seen).hasSizeGreaterThan(30);
        return faults;
    }

    @Test
    void strangers_stay_below_the_path() {
        TestApp app = TestApp.create();
        Member writer = server.member();
        TestNotes.shared(writer, "__world__", "https://example.org/under-a-path", "A note", "tag");
        assertThat(crawl(
                        server.browser(),
                        "/",
                        app.authorizePath(Map.of()),
                        app.project().activityPath(),
                        "/users/" + writer.username(),
                        "/stream",
                        "/embed.js",
                        "/robots.txt"))
                .isEmpty();
    }

    @Test
    void members_stay_below_the_path() {
        Member member = server.member();
        TestApp app = TestApp.create();
        TestFiles files = TestFiles.of(app, member);
        files.upload("sleep.csv", "a,b\n");
        WebSession browser = server.signedIn(member);
        TestOnSite.create(server.member()).join(browser);
        Writers writer = Writers.create(Map.of("request_message_permission", "True"));
        writer.app().connect(browser);
        writer.send("subject=Hello&message=there&all_members=True");
        TestNotes.shared(member, "__world__", "https://example.org/under-a-path", "A note", "tag");
        assertThat(crawl(
                        browser,
                        "/",
                        app.authorizePath(Map.of("approval_prompt", "force")),
                        app.project().activityPath()))
                .isEmpty();
    }

    @Test
    void coordinators_stay_below_the_path() {
        Writers writers = Writers.create(Map.of("request_message_permission", "True"));
        writers.join();
        writers.send("subject=Hello&message=there&all_members=True");
        TestOnSite.create(writers.coordinator());
        assertThat(crawl(server.signedIn(writers.coordinator()), "/", "/direct-sharing/projects/manage/"))
                .isEmpty();
    }

    @Test
    void administrators_and_reviewers_stay_below_the_path() {
        TestApp app = TestApp.create();
        Member administrator = server.administrator();
        assertThat(crawl(
                        server.signedIn(administrator),
                        "/",
                        app.project().reviewPath(),
                        app.project().detailPath()))
                .isEmpty();
    }

    /** Addresses that programs read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-authorization-server",
                "/api/",
                "/api/links",
                "/api/groups",
                "/api/public/datatypes/",
                "/api/public/projects/",
                "/api/public/members/",
                "/stream.atom",
                "/stream.rss",
                "/app.html"
            })
    void what_programs_read_names_addresses_below_the_path(String path) {
        Answer answer = TestApp.get(path, Map.of());
        assertThat(answer.status()).isIn(200, 503);
        assertThat(addressesOfThisHost(answer.body())).allMatch(address -> address.startsWith(base.getPath()));
    }

    private Set<String> addressesOfThisHost(String text) {
        Set<String> found = new TreeSet<>();
        Matcher url = Pattern.compile(Pattern.quote(base.getAuthority()) + "([^\"'<> ]*)")
                .matcher(text);
        while (url.find()) {
            found.add(url.group(1) + "/");
        }
        return found;
    }

    /** RFC 8414 section 3.1: the document of an issuer with a path stands before that path. */
    @Test
    void the_metadata_is_where_clients_of_an_issuer_with_a_path_look() throws Exception {
        String issuer = server.url("");
        JsonNode below =
                TestApp.get("/.well-known/oauth-authorization-server", Map.of()).json();
        assertThat(below.path("issuer").asString()).isEqualTo(issuer);
        HttpResponse<String> before = atHost(
                "/.well-known/oauth-authorization-server" + URI.create(issuer).getPath());
        assertThat(before.statusCode()).isEqualTo(200);
        assertThat(before.body()).contains("\"issuer\":\"" + issuer + "\"", "\"" + issuer + "/oauth2/token/\"");
    }

    private HttpResponse<String> atHost(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(base.resolve(path))
                            .timeout(Duration.ofMinutes(2))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/account/login/",
                "/oauth2/token/",
                "/api/",
                "/assets/vouchsafe.css",
                "/ws",
                "/.well-known/oauth-authorization-server",
                "/shared.host/",
                "/shared.host/vouchsafer/",
                "/shared.host/vouchsafe.css",
                "/Shared.Host/vouchsafe/",
                "//shared.host/vouchsafe/",
                "/.well-known/../account/login/shared.host/vouchsafe",
                "/%73hared.host/vouchsafe/"
            })
    void the_rest_of_the_host_is_not_ours_and_a_proxy_that_takes_the_path_away_is_told(String path) throws IOException {
        String answer = asItIs(path);
        assertThat(answer)
                .startsWith("HTTP/1.1 404 ")
                .contains("Vouchsafe answers under " + base + " only", "it has to pass paths on unchanged");
    }

    /** Clients would resolve the steps in a path. */
    private String asItIs(String path) throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(120_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready"})
    void health_is_known_with_and_without_the_path(String path) throws Exception {
        assertThat(atHost(path).statusCode()).isEqualTo(200);
        assertThat(TestApp.get(path, Map.of()).status()).isEqualTo(200);
    }

    @Test
    void the_path_without_its_slash_leads_home() throws Exception {
        HttpResponse<String> answer = atHost(base.getPath().replaceAll("/$", "") + "?a=b");
        assertThat(answer.statusCode()).isEqualTo(308);
        assertThat(answer.headers().firstValue("Location")).hasValue(base.getPath() + "?a=b");
    }

    @ParameterizedTest
    @CsvSource({
        "/account/",
        "/member/me/data/?a=b%2Fc",
    })
    void whoever_signs_in_comes_back_to_where_they_were(String wanted) {
        Member member = server.member();
        WebSession browser = server.browser();
        String form = browser.get(wanted).headers().firstValue("Location").orElseThrow();
        assertThat(form).startsWith(base.getPath() + "account/login/?next=");
        HttpResponse<String> page = browser.get(base.resolve(form).toString());
        assertThat(page.statusCode()).isEqualTo(200);
        HttpResponse<String> answer = browser.post(
                "/account/login/",
                Map.of(
                        "login",
                        member.username(),
                        "password",
                        TestServer.PASSWORD,
                        "next",
                        hidden(page.body(), "next")));
        assertThat(answer.headers().firstValue("Location")).hasValue(base.getPath() + wanted.substring(1));
    }

    private static String hidden(String page, String name) {
        Matcher field =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        return field.find() ? field.group(1).replace("&amp;", "&") : "";
    }

    /** Browsers resolve the steps, and another site of this host may be behind them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../wiki/",
                "/a/../../wiki/",
                "/%2e%2E/wiki/",
                "/./../wiki",
                "/..",
                "/..?a",
                "/..#a",
                "//wiki.example/"
            })
    void nobody_is_sent_out_of_the_path(String next) {
        Member member = server.member();
        HttpResponse<String> answer = server.browser()
                .submit(
                        "/account/login/",
                        Map.of("login", member.username(), "password", TestServer.PASSWORD, "next", next));
        assertThat(answer.statusCode()).isEqualTo(303);
        URI sent = base.resolve(answer.headers().firstValue("Location").orElseThrow());
        assertThat(sent.toString()).startsWith(base.toString()).doesNotContain("wiki", "..");
    }

    @Test
    void mails_lead_below_the_path() {
        Member member = server.member();
        server.browser().submit("/account/password/reset/", Map.of("login", member.username()));
        Mailbox mails = new Mailbox(server, member.email());
        assertThat(mails.latest("reset-password")).contains(base + "account/password/reset/choose/?link=");
        HttpResponse<String> page = server.browser().get(mails.link("reset-password"));
        assertThat(page.statusCode()).isEqualTo(200);
    }

    /** Through an app from the question to the file, at addresses that the server named itself. */
    @Test
    void an_app_lives_from_the_addresses_that_it_is_told() throws Exception {
        Member member = server.member();
        TestApp app = TestApp.create();
        TestFiles files = TestFiles.of(app, member);
        files.upload("sleep.csv", "a,b\n");
        JsonNode shown = app.exchangeMember(files.token).json();
        String link = shown.path("data").path(0).path("download_url").asString();
        assertThat(link).startsWith(base.toString());
        assertThat(TestFiles.get(TestFiles.follow(link), Map.of()).body()).isEqualTo("a,b\n");
    }
}
