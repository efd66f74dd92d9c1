package vouchsafe.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.audit.RefusedRequest;
import vouchsafe.audit.RequestLog;
import vouchsafe.grants.EndedBy;
import vouchsafe.grants.Grants;

/** Administrators see why calls of a registered client were refused. */
class RefusedCallsTest {
    private final TestServer server = TestServer.shared();
    private final WebSession administrator = server.signedIn(server.administrator());

    private static Map<String, String> json(String authorization) {
        return Map.of("Authorization", authorization, "Content-Type", "application/json");
    }

    private List<RefusedRequest> refused(AnnotationApp app) {
        return server.bean(RequestLog.class).latestRefused(app.client().id(), Optional.empty(), 100);
    }

    /** The note about this call, which is written within a second. */
    private RefusedRequest noted(AnnotationApp app, Answer call) {
        String id = call.header("X-Request-Id").orElseThrow();
        return await().atMost(Duration.ofMinutes(2))
                .until(
                        () -> refused(app).stream()
                                .filter(each -> id.equals(each.requestId()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private void assertNoted(AnnotationApp app, Answer call, String endpoint, String error, String why) {
        RefusedRequest note = noted(app, call);
        assertThat(note.endpoint()).isEqualTo(endpoint);
        assertThat(note.status()).isEqualTo(call.status());
        assertThat(note.error()).isEqualTo(error);
        assertThat(note.detail()).contains(why);
    }

    private String page(AnnotationApp app) {
        return administrator
                .get("/admin/oauthclients/" + app.clientId() + "/requests")
                .body();
    }

    @Test
    void a_refused_token_request_is_shown_with_its_reason_and_without_what_was_secret() {
        AnnotationApp app = AnnotationApp.confidential();
        String guess = "guess" + UUID.randomUUID();
        Answer wrongSecret = AnnotationApp.token(Map.of(
                "grant_type", "authorization_code", "client_id", app.clientId(), "client_secret", guess, "code", "x"));
        Answer wrongCode = app.exchange("code" + guess);
        Answer noGrant = AnnotationApp.token(Map.of("grant_type", "password", "client_id", app.clientId()));
        Answer twice = TestApp.post(
                "/api/token", "grant_type=authorization_code&code=a&code=b&client_id=" + app.clientId(), Map.of());
        Answer inUrl =
                TestApp.post("/api/token?client_id=" + app.clientId() + "&client_secret=" + guess, "code=x", Map.of());
        Answer noToken = TestApp.post("/oauth/revoke", "client_id=" + app.clientId(), Map.of());

        assertNoted(app, wrongSecret, "token", "invalid_client", "the client secret is wrong or has ended");
        assertNoted(app, wrongCode, "token", "invalid_grant", "");
        assertNoted(app, noGrant, "token", "unsupported_grant_type", "no such grant_type");
        assertNoted(app, twice, "token", "invalid_request", "came twice");
        assertNoted(app, inUrl, "token", "invalid_request", "not allowed");
        assertNoted(app, noToken, "revoke", "invalid_request", "Missing token parameter");
        String page = page(app);
        assertThat(page)
                .contains("the client secret is wrong or has ended")
                .contains(wrongSecret.header("X-Request-Id").orElseThrow())
                .contains("invalid_client")
                .doesNotContain(guess)
                .doesNotContain(app.secret());
    }

    @Test
    void an_authorization_page_that_could_not_be_shown_is_there_too() {
        AnnotationApp app = AnnotationApp.create();
        WebSession member = server.signedIn(server.member());
        Answer elsewhere =
                new Answer(member.get(app.authorizePath(Map.of("redirect_uri", "https://evil.example.org/"))));
        Answer token = new Answer(member.get(app.authorizePath(Map.of("response_type", "token"))));
        assertNoted(app, elsewhere, "authorize", "invalid_request", "redirect");
        assertNoted(app, token, "authorize", "unsupported_response_type", "");
    }

    @Test
    void calls_with_a_token_that_is_not_good_any_more_say_why() {
        AnnotationApp app = AnnotationApp.trusted();
        Member member = server.member();
        String token = app.connect(server.signedIn(member)).text("access_token");
        String bearer = "Bearer " + token;
        assertThat(TestApp.get("/api/profile", json(bearer)).status()).isEqualTo(200);
        Grants grants = server.bean(Grants.class);
        grants.withdraw(
                grants.find(app.client().id(), member.id()).orElseThrow().id(), EndedBy.MEMBER, false, "{}");

        Answer written = TestApp.post("/api/annotations", "{\"uri\":\"https://example.org/\"}", json(bearer));
        Answer read = TestApp.get("/api/profile", json(bearer));
        Answer debugged = AnnotationApp.debug(token);
        assertThat(written.status()).isEqualTo(404);
        assertNoted(app, written, "annotation.create", "not_found", "the member has withdrawn");
        assertThat(read.status()).isEqualTo(200);
        assertNoted(app, read, "profile.read", "invalid_token", "answered as to somebody not signed in");
        assertNoted(app, debugged, "debug-token", "missing_token", "the member has withdrawn");
        assertThat(refused(app))
                .hasSize(3)
                .allSatisfy(each -> assertThat(each.detail()).doesNotContain(token));
        assertThat(page(app))
                .doesNotContain(token)
                .contains("profile.read")
                .containsPattern("token</td>\\s*<td[^>]*>1</td>\\s*<td[^>]*>0</td>");
    }

    @Test
    void refusals_of_a_good_token_are_worded_for_its_developer() {
        AnnotationApp app = AnnotationApp.trusted();
        Answer tokens = app.connect(server.signedIn(server.member()));
        String whole = "Bearer " + tokens.text("access_token");
        Answer narrow = AnnotationApp.token(Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                tokens.text("refresh_token"),
                "scope",
                "annotation:read"));
        Answer unscoped = TestApp.post(
                "/api/annotations",
                "{\"uri\":\"https://example.org/\"}",
                json("Bearer " + narrow.text("access_token")));
        Answer invalid = TestApp.post("/api/annotations", "{\"text\":\"no address\"}", json(whole));
        Answer broken = TestApp.get("/api/search?uri=%ff", json(whole));
        Answer missing = TestApp.get("/api/annotations/AAAAAAAAAAAAAAAAAAAAAA", json(whole));
        Answer unknown = TestApp.get("/api/annotations/a/b/c", json(whole));
        assertNoted(app, unscoped, "annotation.create", "not_found", "the token's scope: annotation:read");
        assertNoted(app, invalid, "annotation.create", "invalid_request", "uri");
        assertNoted(app, broken, "search", "invalid_request", "");
        assertNoted(app, missing, "annotation.read", "not_found", "not for this member");
        assertNoted(app, unknown, "unknown", "not_found", "");
    }

    @Test
    void a_third_partys_server_is_told_apart_from_strangers() {
        String authority =
                "r" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + ".example";
        AnnotationApp party = AnnotationApp.serving(authority);
        String body = "{\"authority\":\"" + authority + "\",\"username\":\"pupil\",\"email\":\"p@" + authority + "\"}";
        Answer wrongSecret =
                TestApp.post("/api/users", body, json(TestApp.basic(party.clientId(), "wrong" + party.secret())));
        assertThat(TestApp.post("/api/users", body, json(party.basic())).status())
                .isEqualTo(200);
        Answer taken = TestApp.post("/api/users", body, json(party.basic()));
        Answer foreign = TestApp.post("/api/users", body.replace(authority, "else.example"), json(party.basic()));
        Answer nobody = TestApp.get("/api/users/acct:nobody@" + authority, json(party.basic()));
        Answer notHere = TestApp.post("/api/annotations", "{\"uri\":\"https://e.org/\"}", json(party.basic()));
        Answer forwarded = TestApp.post(
                "/api/groups",
                "{\"name\":\"A group\"}",
                Map.of(
                        "Authorization",
                        party.basic(),
                        "Content-Type",
                        "application/json",
                        "X-Forwarded-User",
                        "acct:nobody@" + authority));
        assertNoted(party, wrongSecret, "user.create", "not_found", "the client secret is wrong");
        assertNoted(party, taken, "user.create", "conflict", "exists");
        assertNoted(party, foreign, "user.create", "invalid_request", "authority");
        assertNoted(party, nobody, "user.read", "not_found", "not for this client");
        assertNoted(party, notHere, "annotation.create", "not_found", "this call takes no HTTP Basic");
        assertNoted(party, forwarded, "group.create", "not_found", "names no account in use");
        assertThat(page(party)).doesNotContain(party.secret());
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(page(party))
                        .containsPattern("user\\.create</td>\\s*<td[^>]*>1</td>\\s*<td[^>]*>3</td>"));
    }

    @Test
    void only_administrators_see_the_calls_and_only_of_registered_clients() {
        AnnotationApp app = AnnotationApp.create();
        String path = "/admin/oauthclients/" + app.clientId();
        assertThat(administrator.get(path).body()).contains("href=\"" + path + "/requests\"");
        assertThat(page(app)).contains("No call was refused");
        for (WebSession other : new WebSession[] {server.browser(), server.signedIn(server.member())}) {
            assertThat(other.get(path + "/requests").statusCode()).isEqualTo(404);
        }
        TestApp project = TestApp.create();
        for (String wrong : List.of(project.project().slug(), UUID.randomUUID().toString(), "%00")) {
            HttpResponse<String> answer = administrator.get("/admin/oauthclients/" + wrong + "/requests");
            assertThat(answer.statusCode()).as(wrong).isIn(400, 404);
        }
        assertThat(administrator.get(path + "/requests?before=x").statusCode()).isEqualTo(400);
    }

    @Test
    void markup_in_a_call_is_text_on_the_page() {
        AnnotationApp app = AnnotationApp.trusted();
        String bearer =
                "Bearer " + app.connect(server.signedIn(server.member())).text("access_token");
        Answer call = TestApp.post(
                "/api/annotations",
                "{\"uri\":\"https://example.org/\",\"group\":\"<script>alert(1)</script>\"}",
                json(bearer));
        assertThat(noted(app, call).detail()).contains("group");
        assertThat(page(app)).contains("annotation.create").doesNotContain("<script>alert");
    }
}
