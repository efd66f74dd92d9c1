package vouchsafe.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.TravelsInTime;
import vouchsafe.WebSession;

/** {@code POST /oauth/revoke}: reference section 4; developer tokens: section 5.1. */
@TravelsInTime
class HypothesisRevocationTest {
    private final TestServer server = TestServer.shared();
    private final WebSession browser = server.signedIn(server.member());

    private static void assertDone(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
        assertThat(answer.header("Content-Type")).hasValue("application/json");
        assertThat(answer.header("Access-Control-Allow-Origin")).hasValue("*");
    }

    @Test
    void the_refresh_token_takes_the_access_token_along() {
        Answer tokens = AnnotationApp.create().connect(browser);
        assertDone(AnnotationApp.revoke(tokens.text("refresh_token")));
        assertThat(AnnotationApp.debug(tokens.text("access_token")).status()).isEqualTo(401);
        assertThat(AnnotationApp.refresh(tokens.text("refresh_token")).status()).isEqualTo(400);
    }

    @Test
    void a_confidential_client_needs_no_secret_to_give_a_token_up() {
        Answer tokens = AnnotationApp.confidential().connect(browser);
        assertDone(AnnotationApp.revoke(tokens.text("access_token")));
        assertThat(AnnotationApp.debug(tokens.text("access_token")).status()).isEqualTo(401);
    }

    @Test
    void other_sign_ins_live_on_whether_one_is_revoked_or_another_begins() {
        AnnotationApp app = AnnotationApp.create();
        Answer one = app.connect(browser);
        Answer other = app.connect(browser);
        assertDone(AnnotationApp.revoke("5768-" + "x".repeat(60)));
        assertDone(AnnotationApp.revoke(other.text("refresh_token")));
        assertThat(AnnotationApp.debug(other.text("access_token")).status()).isEqualTo(401);
        assertThat(AnnotationApp.debug(one.text("access_token")).status()).isEqualTo(200);
        server.later(Duration.ofMinutes(4));
        assertThat(AnnotationApp.refresh(one.text("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void an_unknown_token_is_fine_and_so_is_one_revoked_before() {
        assertDone(AnnotationApp.revoke("5768-unknown"));
        Answer tokens = AnnotationApp.create().connect(browser);
        assertDone(AnnotationApp.revoke(tokens.text("access_token")));
        assertDone(AnnotationApp.revoke(tokens.text("access_token")));
    }

    @Test
    void hints_and_another_client_id_do_not_matter() {
        Answer tokens = AnnotationApp.create().connect(browser);
        assertDone(TestApp.post(
                "/oauth/revoke",
                TestApp.encode(
                        Map.of("token", tokens.text("access_token"), "token_type_hint", "odd", "client_id", "someone")),
                Map.of()));
        assertThat(AnnotationApp.debug(tokens.text("access_token")).status()).isEqualTo(401);
    }

    @Test
    void a_missing_token_or_one_in_the_url_is_refused() {
        Answer missing = TestApp.post("/oauth/revoke", "client_id=x", Map.of());
        assertThat(missing.status()).isEqualTo(400);
        assertThat(AnnotationApp.reason(missing).path("error_description").asString())
                .isEqualTo("Missing token parameter.");
        Answer inUrl = TestApp.post("/oauth/revoke?token=x", "token=x", Map.of());
        assertThat(inUrl.status()).isEqualTo(400);
        assertThat(inUrl.body()).contains("URL query parameters are not allowed");
        assertThat(TestApp.get("/oauth/revoke", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void a_developer_token_is_made_replaced_deleted_and_revoked() {
        String first = made();
        Answer known = AnnotationApp.debug(first);
        assertThat(known.status()).isEqualTo(200);
        assertThat(known.json().has("client")).isFalse();
        assertThat(known.json().path("expires_at").isNull()).isTrue();
        String second = made();
        assertThat(AnnotationApp.debug(first).status()).isEqualTo(401);
        assertThat(AnnotationApp.debug(second).status()).isEqualTo(200);
        assertThat(browser.get("/account/developer").body()).contains(second).doesNotContain(first);
        browser.post("/account/developer/delete", Map.of());
        assertThat(AnnotationApp.debug(second).status()).isEqualTo(401);
        assertThat(browser.get("/account/developer").body()).doesNotContain(second);
        String third = made();
        assertDone(AnnotationApp.revoke(third));
        assertThat(AnnotationApp.debug(third).status()).isEqualTo(401);
    }

    private String made() {
        browser.submit("/account/developer", Map.of());
        String page = browser.get("/account/developer").body().split("data-copy-label=\"developer token\"", 2)[1];
        int at = page.indexOf("6879-");
        return page.substring(at, page.indexOf('<', at));
    }

    @Test
    void strangers_are_sent_to_sign_in_before_they_see_developer_tokens() {
        assertThat(server.browser().get("/account/developer").statusCode()).isBetween(302, 303);
    }

    @Test
    void a_project_s_token_is_not_ended_here_without_its_secret() {
        TestApp project = TestApp.create();
        Answer tokens = project.connect(server.signedIn(server.member()));
        assertDone(AnnotationApp.revoke(tokens.text("access_token")));
        assertThat(project.exchangeMember(tokens.text("access_token")).status()).isEqualTo(200);
        // Nor does it say anything about its member here.
        assertThat(AnnotationApp.debug(tokens.text("access_token")).status()).isEqualTo(401);
    }
}
