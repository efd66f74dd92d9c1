package vouchsafe.portal.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.hypothesis.AnnotationApp;
import vouchsafe.oauth.DeveloperTokens;

/** Developers of annotation apps copy the commands of their two guides from the first to the last. */
class AnnotationGuidesTest {
    private static final String OAUTH = "/docs/annotation-oauth/";
    private static final String API = "/docs/annotation-api/";
    private static final Pattern CALL = Pattern.compile("`((?:GET|POST|PUT|PATCH|DELETE) /api/[^`?]*)`");
    /** Calls that are there and that the index of the original does not list either. */
    private static final Set<String> UNLISTED =
            Set.of("GET /api/", "GET /api/debug-token", "GET /api/badge", "GET /api/annotations/:id.jsonld");

    private final TestServer server = TestServer.shared();
    private final Member member = server.member();

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void what_the_commands_need() {
        boolean possible = GuideWalk.possible(List.of("curl", "openssl", "python3"));
        assertThat(possible || !"1".equals(System.getenv("VOUCHSAFE_TESTS_REQUIRE_ALL")))
                .as("curl, openssl and python3 are required here")
                .isTrue();
        assumeTrue(possible, "skipped: bash, curl, openssl or python3 is missing");
    }

    private String developerToken() {
        return server.bean(DeveloperTokens.class).make(member.credentials()).reveal();
    }

    /** The member opens the address, allows it, and copies the code out of the address they come back to. */
    private String agree(String address) {
        WebSession browser = server.signedIn(member);
        var answer = browser.post(address, TestApp.answer(browser.get(address), Map.of()));
        String location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(AnnotationApp.REDIRECT + "?");
        assertThat(TestApp.query(address).get("state"))
                .isEqualTo(TestApp.query(location).get("state"));
        return TestApp.query(location).getOrDefault("code", "");
    }

    @Test
    void the_commands_about_oauth_go_from_a_code_to_revocation_and_to_accounts_of_a_third_party() throws Exception {
        String authority =
                "a" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + ".example";
        AnnotationApp service = AnnotationApp.serving(authority);
        AnnotationApp vouching = AnnotationApp.vouching(authority);
        Map<String, String> settings = Map.of(
                "CLIENT_ID", AnnotationApp.withPkce().clientId(),
                "REDIRECT_URI", AnnotationApp.REDIRECT,
                "DEVELOPER_TOKEN", developerToken(),
                "AUTHORITY", authority,
                "SERVICE_ID", service.clientId(),
                "SERVICE_SECRET", service.secret(),
                "VOUCHING_ID", vouching.clientId(),
                "VOUCHING_SECRET", vouching.secret());
        String seen = GuideWalk.of(OAUTH, folder, settings).run(server.url("/oauth/authorize?"), this::agree);
        assertThat(seen.split("acct:" + member.username() + "@127.0.0.1", -1)).hasSizeGreaterThan(3);
        assertThat(seen).contains("acct:reader.one@" + authority).contains("\"expired\":false");
    }

    @Test
    void the_commands_about_the_api_do_what_they_say() throws Exception {
        String seen =
                GuideWalk.of(API, folder, Map.of("TOKEN", developerToken())).run("never", line -> line);
        assertThat(seen)
                .contains("\"Apricots and almonds.\"")
                .contains("http://www.w3.org/ns/anno.jsonld")
                .contains("\"name\":\"Reading circle\"")
                .contains("\"moderation_status\":\"APPROVED\"")
                .contains("\"deleted\":true");
    }

    @Test
    void the_reference_has_every_call_that_the_index_lists_and_no_other() {
        Set<String> listed = new TreeSet<>(UNLISTED);
        calls(TestApp.get("/api/", Map.of()).json().path("links"), listed);
        Set<String> described = new TreeSet<>();
        Matcher calls = CALL.matcher(GuideBlocks.text(API));
        while (calls.find()) {
            described.add(calls.group(1));
        }
        assertThat(described).isEqualTo(listed);
    }

    private void calls(JsonNode node, Set<String> into) {
        if (node.path("url").isString()) {
            into.add(node.path("method").asString()
                    + " "
                    + node.path("url").asString().substring(server.url("").length()));
        } else {
            node.forEach(each -> calls(each, into));
        }
    }

    @Test
    void the_examples_of_answers_have_the_fields_that_answers_have() {
        JsonNode tokens = JsonMapper.shared().readTree(GuideBlocks.file(OAUTH, "tokens"));
        assertThat(fields(tokens))
                .isEqualTo(fields(
                        AnnotationApp.create().connect(server.signedIn(member)).json()));
        JsonNode refusal = JsonMapper.shared().readTree(GuideBlocks.file(OAUTH, "refusal"));
        Answer refused = AnnotationApp.create().exchange("no code");
        assertThat(fields(refusal)).isEqualTo(fields(refused.json()));
        assertThat(refusal.path("error_description").asString()).isEqualTo(refused.text("error_description"));
        JsonNode annotation = TestApp.post(
                        "/api/annotations",
                        "{\"uri\": \"https://example.com/guide\", \"permissions\": {\"read\": [\"group:__world__\"]}}",
                        Map.of("Authorization", "Bearer " + developerToken(), "Content-Type", "application/json"))
                .json();
        assertThat(fields(JsonMapper.shared().readTree(GuideBlocks.file(API, "annotation"))))
                .isEqualTo(fields(annotation));
    }

    private static Set<String> fields(JsonNode object) {
        return new HashSet<>(object.propertyNames());
    }
}
