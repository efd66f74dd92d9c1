package vouchsafe.installed;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.TestApp;
import vouchsafe.WebSession;

/** What Vouchsafe is for, from its commands to a member's data in an app. */
final class MainJob {
    private static final String CALLBACK = "https://app.example.org/callback";
    private static final String PASSWORD = "a long password of hers";
    private static final String PROJECT = """
        {"is_study": false, "name": "Sleep", "leader": "A. Researcher", "organization": "",
         "is_academic_or_nonprofit": true, "add_data": false, "explore_share": true,
         "contact_email": "a@example.org", "info_url": "https://example.org/",
         "short_description": "Short.", "long_description": "Long.", "active": true,
         "requested_sources": [], "request_message_permission": true, "request_username_access": false,
         "enrollment_url": "https://example.org/enroll", "terms_url": "https://example.org/terms",
         "redirect_url": ["%s"]}
        """.formatted(CALLBACK);

    private final InstalledProgram program;

    MainJob(InstalledProgram program) {
        this.program = program;
    }

    /**
     * Makes two people and a project by the commands, signs in and agrees by the pages, and reads the member as the app.
     *
     * @param projectFile where the program finds {@link #PROJECT}
     */
    void walk(String base, String projectFile) {
        program.run(PASSWORD + "\n", create("grace", "--admin")).done();
        program.run(PASSWORD + "\n", create("alan")).done();
        JsonNode project = JsonMapper.shared()
                .readTree(
                        program.run("", "project", "create", "--file", projectFile, "--coordinator", "grace", "--json")
                                .done());
        String id = project.path("client_id").asString();
        String basic = TestApp.basic(id, project.path("client_secret").asString());

        WebSession alan = signedIn(base);
        String authorize = "/direct-sharing/projects/oauth2/authorize/?"
                + TestApp.encode(Map.of("client_id", id, "response_type", "code", "redirect_uri", CALLBACK));
        HttpResponse<String> consent = alan.get(authorize);
        HttpResponse<String> agreed =
                alan.post(authorize, TestApp.answer(consent, Map.of("allow", "Authorize project")));
        String code = TestApp.query(agreed.headers().firstValue("Location").orElseThrow())
                .get("code");

        JsonNode tokens = json(HttpRequest.newBuilder(URI.create(base + "/oauth2/token/"))
                .header("Authorization", basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        TestApp.encode(
                                Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK)),
                        StandardCharsets.UTF_8))
                .build());
        JsonNode member = json(HttpRequest.newBuilder(URI.create(base + "/api/direct-sharing/project/exchange-member/"))
                .header("Authorization", "Bearer " + tokens.path("access_token").asString())
                .build());
        assertThat(member.path("project_member_id").asString()).matches("\\d{8}");
        assertThat(alan.get("/member/me/connections/").body()).contains("Sleep");
    }

    static String projectFile() {
        return PROJECT;
    }

    /** Whether what {@link #walk} made is still there. */
    static void stillThere(String base) {
        assertThat(signedIn(base).get("/member/me/connections/").body()).contains("Sleep");
    }

    private static WebSession signedIn(String base) {
        WebSession browser = new WebSession(base);
        HttpResponse<String> answer = browser.submit("/account/login/", Map.of("login", "alan", "password", PASSWORD));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return browser;
    }

    private static String[] create(String username, String... more) {
        String[] arguments = {
            "member", "create", "--username", username, "--email", username + "@example.org", "--password-stdin"
        };
        return java.util.stream.Stream.of(arguments, more)
                .flatMap(java.util.stream.Stream::of)
                .toArray(String[]::new);
    }

    private static JsonNode json(HttpRequest request) {
        vouchsafe.Answer answer = TestApp.send(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }
}
