package vouchsafe.portal.twice;

import static org.assertj.core.api.Assertions.assertThat;
import static vouchsafe.TestServer.PASSWORD;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.checklist.AtOnce;
import vouchsafe.checklist.Node;
import vouchsafe.clients.SecretOverlap;
import vouchsafe.hypothesis.AnnotationApp;
import vouchsafe.oauth.DeveloperTokens;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectSecrets;
import vouchsafe.projects.TestProjects;

/** What is done once, what is taken anew, and who gets which answer. */
class FormsOnceTest {
    private static final String LOGIN = "/account/login/";
    private static final String GROUP = "/groups/new";

    private final TestServer server = TestServer.shared();
    private final Member member = server.member();

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private SentForm signIn(WebSession browser) {
        return SentForm.on(browser, LOGIN, LOGIN, Map.of("login", member.username(), "password", PASSWORD));
    }

    private long rows(String sql, Object value) {
        return server.bean(JdbcClient.class)
                .sql(sql)
                .param(value)
                .query(Long.class)
                .single();
    }

    private long groups() {
        return rows("SELECT count(*) FROM annotation_groups WHERE creator_id = ?", member.id());
    }

    @Test
    void of_a_form_that_two_nodes_get_at_once_one_does_what_it_is_for() {
        try (Node other = Node.besideShared()) {
            SentForm form =
                    SentForm.on(server.signedIn(member), GROUP, GROUP, Map.of("name", "Sleepers", "type", "private"));
            SentForm there = form.at(other.url());
            List<HttpResponse<String>> answers = AtOnce.times(6, number -> (number % 2 == 0 ? form : there).send());
            assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(303);
            assertThat(answers.stream().map(FormsOnceTest::location).distinct()).hasSize(1);
            assertThat(groups()).isEqualTo(1);
        }
    }

    @Test
    void what_is_to_be_mended_is_looked_at_anew() {
        WebSession browser = server.browser();
        SentForm wrong = SentForm.on(browser, LOGIN, LOGIN, Map.of("login", member.username(), "password", "wrong"));
        for (int times = 0; times < 2; times++) {
            assertThat(wrong.send().body()).contains("There is no account with this name and password");
        }
        assertThat(rows(
                        "SELECT count(*) FROM audit_events WHERE kind = 'signin.failed' AND subject_id = ?",
                        member.id()))
                .isEqualTo(2);
    }

    @Test
    void what_was_refused_can_be_done_once_the_reason_is_gone() {
        Project project = TestProjects.create(member.id()).project();
        ProjectSecrets secrets = server.bean(ProjectSecrets.class);
        secrets.replace(project, SecretOverlap.ONE_WEEK, member.id());
        WebSession browser = server.signedIn(member);
        String retire =
                SentForm.on(browser, project.detailPath(), "/retire/", Map.of()).url();
        SentForm another = SentForm.on(browser, project.detailPath(), "/secrets/", Map.of("retire", "week"));
        another.send();
        assertThat(browser.get(project.detailPath()).body()).contains("Two secrets work already");
        browser.post(retire.substring(server.url("").length()), Map.of());
        another.send();
        assertThat(rows("SELECT count(*) FROM client_secrets WHERE client_id = ?", project.clientRowId()))
                .as("two to begin with, and this one")
                .isEqualTo(3);
    }

    @Test
    void a_page_that_was_opened_anew_and_filled_in_the_same_is_no_second_order() {
        WebSession browser = server.signedIn(member);
        Map<String, String> words = Map.of("name", "Sleepers", "type", "private");
        HttpResponse<String> first = SentForm.on(browser, GROUP, GROUP, words).send();
        SentForm anew = SentForm.on(browser, GROUP, GROUP, words);
        HttpResponse<String> second = anew.send();
        assertThat(location(second)).isEqualTo(location(first));
        assertThat(anew.end(second).body()).contains("You sent the same a moment ago. It was done once.");
        assertThat(location(anew.send())).isEqualTo(location(first));
        assertThat(groups()).isEqualTo(1);

        SentForm other = SentForm.on(browser, GROUP, GROUP, Map.of("name", "Wakers", "type", "private"));
        assertThat(location(other.send())).isNotEqualTo(location(first));
        Member somebody = server.member();
        SentForm.on(server.signedIn(somebody), GROUP, GROUP, words).send();
        assertThat(rows("SELECT count(*) FROM annotation_groups WHERE creator_id = ?", somebody.id()))
                .isEqualTo(1);
    }

    @Test
    void a_browser_that_lost_the_answer_of_its_sign_in_is_signed_in_by_the_second() {
        SentForm form = signIn(server.browser());
        form.send();
        HttpResponse<String> second = form.send();
        assertThat(form.end(second).body()).contains(member.username());
        assertThat(rows(
                        "SELECT count(*) FROM browser_sessions WHERE principal_name = ?",
                        member.id().toString()))
                .isEqualTo(1);
    }

    @Test
    void a_session_that_has_ended_is_not_begun_again() {
        SentForm form = signIn(server.browser());
        String signedIn = form.cookiesAfter(form.send());
        server.bean(JdbcClient.class)
                .sql("DELETE FROM browser_sessions WHERE principal_name = :member")
                .param("member", member.id().toString())
                .update();
        HttpResponse<String> end = form.end(form.send());
        assertThat(end.uri().getPath()).isEqualTo(LOGIN);
        assertThat(signedIn).isNotEmpty();
    }

    @Test
    void another_browser_with_the_same_form_gets_no_session_of_it() {
        SentForm form = signIn(server.browser());
        form.send();
        WebSession other = server.browser();
        other.get(LOGIN);
        HttpResponse<String> answer = form.send(other.cookieHeader());
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("vouchsafe="));
        assertThat(form.end(answer).body()).doesNotContain(member.username());
    }

    @Test
    void what_is_remembered_cannot_be_read_in_the_database() {
        SentForm form = signIn(server.browser());
        HttpResponse<String> answer = form.send();
        String session = answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("vouchsafe="))
                .findFirst()
                .orElseThrow()
                .substring("vouchsafe=".length(), 30);
        List<byte[]> kept = server.bean(JdbcClient.class)
                .sql("SELECT answer FROM sent_forms WHERE answer IS NOT NULL")
                .query(byte[].class)
                .list();
        assertThat(kept)
                .isNotEmpty()
                .allSatisfy(bytes -> assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                        .doesNotContain(session)
                        .doesNotContain("/account/")
                        .doesNotContain(member.username()));
    }

    @Test
    void each_answer_to_an_app_has_a_code_that_works_and_the_consent_is_given_once() {
        TestApp app = TestApp.create();
        SentForm allow = SentForm.on(
                server.signedIn(member),
                app.authorizePath(Map.of("state", "s")),
                "/authorize/",
                Map.of("allow", "yes"));
        String first = TestApp.query(location(allow.send())).get("code");
        String refreshToken = app.exchange(first).text("refresh_token");
        List<HttpResponse<String>> later = AtOnce.times(2, number -> allow.send());
        for (HttpResponse<String> answer : later) {
            Map<String, String> query = TestApp.query(location(answer));
            assertThat(query).containsEntry("state", "s");
            assertThat(app.exchange(query.get("code")).status()).isEqualTo(200);
        }
        assertThat(app.refresh(refreshToken).status()).as("of the first code").isEqualTo(200);
        assertThat(receipts()).isEqualTo(1);
    }

    @Test
    void a_popup_gets_a_code_that_works_and_the_consent_is_given_once() {
        AnnotationApp app = AnnotationApp.create();
        SentForm accept = SentForm.on(
                server.signedIn(member),
                app.authorizePath(Map.of("response_mode", "web_message", "state", "s")),
                "/oauth/authorize",
                Map.of());
        AtOnce.times(2, number -> accept.send());
        String code = AnnotationApp.settings(accept.send()).path("code").asString();
        assertThat(app.exchange(code).status()).isEqualTo(200);
        assertThat(receipts()).isEqualTo(1);
    }

    private long receipts() {
        return rows(
                "SELECT count(*) FROM consent_events WHERE grant_id IN (SELECT id FROM grants WHERE member_id = ?)",
                member.id());
    }

    @Test
    void a_developer_token_is_made_once_and_stands_on_the_page() {
        WebSession browser = server.signedIn(member);
        SentForm make = SentForm.on(browser, "/account/developer", "/account/developer", Map.of());
        AtOnce.times(2, number -> make.send());
        make.send();
        Matcher shown = Pattern.compile("<code[^>]*>([^<]{40,})</code>")
                .matcher(browser.get("/account/developer").body());
        assertThat(shown.find()).isTrue();
        assertThat(server.bean(DeveloperTokens.class).check(shown.group(1))).isPresent();
        assertThat(rows(
                        "SELECT count(*) FROM audit_events WHERE kind = 'developer_token.made' AND actor_id = ?",
                        member.id()))
                .isEqualTo(1);
    }
}
