package vouchsafe.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vouchsafe.HostileTexts;
import vouchsafe.MultipartForm;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.projects.MasterTokens;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.projects.TestProjects;

/** Names of people, projects, groups and clients: in by the forms of pages, out on pages and by the API. */
class HostileNamesTest {
    private static final String CREATE = "/direct-sharing/projects/oauth2/create/";

    private final TestServer server = TestServer.shared();

    private HttpResponse<String> signUp(WebSession browser, String username, String name) {
        HttpResponse<String> answer = browser.submit("/account/signup/", person(username, name));
        for (int tries = 1; answer.statusCode() == 503 && tries < 20; tries++) {
            answer = browser.submit("/account/signup/", person(username, name));
        }
        return answer;
    }

    private static Map<String, String> person(String username, String name) {
        return Map.of(
                "username",
                username,
                "name",
                name,
                "email",
                username + "@example.org",
                "password",
                TestServer.PASSWORD);
    }

    private static String unused() {
        return "h_" + UUID.randomUUID().toString().substring(0, 12).replace('-', '_');
    }

    @Test
    void people_are_called_what_they_typed() {
        Map<String, String> names = new LinkedHashMap<>(HostileTexts.LINES);
        names.put("as long as may be", HostileTexts.filled(60));
        names.forEach((kind, name) -> {
            String username = unused();
            WebSession browser = server.browser();
            HttpResponse<String> answer = signUp(browser, username, name);
            assertThat(answer.statusCode()).as(kind + answer.body()).isEqualTo(303);
            assertThat(server.bean(Members.class)
                            .byUsername(username)
                            .orElseThrow()
                            .name())
                    .as(kind)
                    .isEqualTo(name);
            assertThat(HostileTexts.shown(browser.get("/account/").body(), name))
                    .as("on the page: " + kind)
                    .isTrue();
        });
    }

    @Test
    void a_name_that_cannot_be_seen_or_is_too_long_is_refused_and_shown_as_it_was_typed() {
        for (String name : List.of("\u200b", "\u00a0\u3000", "\u2800", "\u3164\ufe0f", "\u202e")) {
            assertThat(signUp(server.browser(), unused(), name).body()).contains("Say what you want to be called");
        }
        String long61 = HostileTexts.filled(61);
        HttpResponse<String> answer = signUp(server.browser(), unused(), long61);
        assertThat(answer.body()).contains("at most 60 characters");
        assertThat(HostileTexts.shown(answer.body(), long61)).isTrue();
    }

    @Test
    void usernames_have_a_rule_and_no_other_name_is_silently_theirs() {
        for (String name : List.of("Zo\u00eb", "\uff41\uff42\uff43", "a\u200bb", "\u0430dmin", "a b", "\u212aelvin")) {
            assertThat(signUp(server.browser(), name, "N").body())
                    .as(name)
                    .contains("letters (A to Z), digits and underscores only");
        }
    }

    @Test
    void what_no_form_can_hold_is_400_and_says_why() {
        WebSession browser = server.browser();
        assertThat(signUp(browser, unused(), "nul \u0000 nul")).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("NUL character");
        });
        for (String bytes : List.of("%FF", "Zo%EB", "%ED%A0%BD", "%C0%AF", "%F4%90%80%80", "a%")) {
            String body = "csrfmiddlewaretoken=" + browser.csrf() + "&username=" + unused() + "&name=" + bytes;
            HttpResponse<String> answer =
                    browser.send(HttpRequest.newBuilder(URI.create(server.url("/account/signup/")))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build());
            assertThat(answer.statusCode()).as(bytes).isEqualTo(400);
            assertThat(browser.get("/search?q=" + bytes.replace("a%", "%FE")).statusCode())
                    .as(bytes)
                    .isEqualTo(400);
        }
        assertThat(browser.get("/search?q=%00").statusCode()).isEqualTo(400);
        WebSession coordinator = server.signedIn(server.member());
        coordinator.get(CREATE);
        byte[] part = ("--b\r\nContent-Disposition: form-data; name=\"csrfmiddlewaretoken\"\r\n\r\n"
                        + coordinator.csrf()
                        + "\r\n--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nZo\u00eb\r\n--b--\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        HttpResponse<String> multipart = coordinator.send(HttpRequest.newBuilder(URI.create(server.url(CREATE)))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofByteArray(part))
                .build());
        assertThat(multipart.statusCode()).isEqualTo(400);
        assertThat(HostileTexts.shown(multipart.body(), "\"name\" is not valid UTF-8"))
                .isTrue();
    }

    @Test
    void projects_are_called_what_was_typed_by_either_kind_of_form() {
        Member coordinator = server.member();
        WebSession browser = server.signedIn(coordinator);
        Map<String, String> names = new LinkedHashMap<>(HostileTexts.LINES);
        names.put("as long as may be", HostileTexts.filled(100));
        names.forEach((kind, name) -> {
            Map<String, String> form = TestProjects.form(
                    "name",
                    name,
                    "leader",
                    name,
                    "long_description",
                    name,
                    "short_description",
                    name,
                    "organization",
                    name);
            HttpResponse<String> made = browser.submit(CREATE, form);
            assertThat(made.statusCode()).as(kind + made.body()).isEqualTo(303);
            Project project = latest(coordinator);
            same(kind, project, name);
            assertThat(HostileTexts.shown(browser.get(project.detailPath()).body(), name))
                    .as("on the project's page: " + kind)
                    .isTrue();
            assertThat(HostileTexts.shown(browser.get(project.activityPath()).body(), name))
                    .as("on its public page: " + kind)
                    .isTrue();
            JsonNode told = TestApp.get(
                            "/api/direct-sharing/project/", Map.of("Authorization", "Bearer " + master(project)))
                    .json();
            assertThat(told.path("name").asString()).as(kind).isEqualTo(name);
            assertThat(told.path("leader").asString()).as(kind).isEqualTo(name);

            String update = "/direct-sharing/projects/oauth2/update/" + project.slug() + "/";
            HttpResponse<String> page = browser.get(update);
            assertThat(HostileTexts.shown(page.body(), name))
                    .as("in the form: " + kind)
                    .isTrue();
            Map<String, String> fields = new LinkedHashMap<>(form);
            fields.put("csrfmiddlewaretoken", browser.csrf());
            HttpResponse<String> changed =
                    browser.send(new MultipartForm().fields(fields).to(server.url(update)));
            assertThat(changed.statusCode()).as(kind + changed.body()).isEqualTo(303);
            same(kind, server.bean(Projects.class).find(project.id()).orElseThrow(), name);
        });
    }

    private Project latest(Member coordinator) {
        return server.bean(Projects.class).byCoordinator(coordinator.id()).stream()
                .max(Comparator.comparing(Project::id))
                .orElseThrow();
    }

    private String master(Project project) {
        return server.bean(MasterTokens.class)
                .replace(project, project.coordinatorId())
                .orElseThrow()
                .reveal();
    }

    private static void same(String kind, Project project, String name) {
        assertThat(project.name()).as(kind).isEqualTo(name);
        assertThat(project.slug()).as(kind).matches("[a-z0-9-]+");
        assertThat(project.details().toString()).as(kind).contains(name);
    }

    @Test
    void a_project_s_name_that_turns_what_stands_around_is_refused() {
        WebSession browser = server.signedIn(server.member());
        for (String name : List.of("a\u202eb", "a\u2066b\u2069", "a\u2028b", "a\u0007b")) {
            assertThat(browser.submit(CREATE, TestProjects.form("name", name)).body())
                    .contains("nor any that turn the direction of writing");
        }
        for (String name : List.of("\u200b", "\u00a0", "\u2800")) {
            assertThat(browser.submit(CREATE, TestProjects.form("name", name)).body())
                    .contains("This field is required.");
        }
        assertThat(browser.submit(CREATE, TestProjects.form("name", HostileTexts.filled(101)))
                        .body())
                .contains("at most 100 characters (it has 101)");
    }

    @Test
    void the_state_of_an_app_comes_back_and_the_page_shows_its_name() {
        TestApp app = TestApp.create(
                server.member(), Map.of("name", HostileTexts.LINES.get("emoji with joiners") + UUID.randomUUID()));
        WebSession member = server.signedIn(server.member());
        HttpResponse<String> page = member.get(app.authorizePath(Map.of("state", "x")));
        assertThat(HostileTexts.shown(page.body(), app.project().name())).isTrue();
        HostileTexts.LINES.forEach((kind, text) -> {
            HttpResponse<String> answer = app.authorize(member, Map.of("state", text));
            assertThat(answer.headers().firstValue("Location"))
                    .as(kind + answer.body())
                    .isPresent();
            assertThat(TestApp.query(answer.headers().firstValue("Location").orElseThrow()))
                    .as(kind)
                    .containsEntry("state", text);
        });
    }

    @Test
    void groups_too() {
        WebSession browser = server.signedIn(server.administrator());
        HostileTexts.LINES.forEach((kind, line) -> {
            int length = line.codePointCount(0, line.length());
            if (length >= 3 && length <= 25) {
                HttpResponse<String> made =
                        browser.submit("/groups/new", Map.of("name", line, "description", line, "type", "private"));
                assertThat(made.statusCode()).as(kind + made.body()).isEqualTo(303);
                assertThat(HostileTexts.shown(
                                browser.get(made.headers()
                                                .firstValue("Location")
                                                .orElseThrow())
                                        .body(),
                                line))
                        .as(kind)
                        .isTrue();
            }
        });
    }
}
