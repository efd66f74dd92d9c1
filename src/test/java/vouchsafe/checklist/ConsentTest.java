package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static vouchsafe.checklist.Redirects.assertToldApp;
import static vouchsafe.checklist.Redirects.location;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;

/** Checklist group UI, the lines about the authorization page: what a member sees is what they agree to. */
class ConsentTest {
    private final TestServer server = TestServer.shared();
    private final Member person = server.member();
    private final WebSession member = server.signedIn(person);

    private long grants(StandardApp app) {
        return Rows.count(
                "SELECT count(*) FROM grants WHERE client_id = ?", app.client().id());
    }

    private static Map<String, String> yes(HttpResponse<String> page) {
        return TestApp.answer(page, Map.of("allow", "Authorize project"));
    }

    @Test
    void UI_01_nobody_frames_sign_in_or_consent() {
        StandardApp app = StandardApp.confidential();
        for (HttpResponse<String> page : List.of(
                member.get(app.authorizePath(Map.of())),
                server.browser().get("/account/login/"),
                server.browser().get("/account/signup/"),
                member.get(app.authorizePath(Map.of("client_id", "nobody"))))) {
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("frame-ancestors 'none'");
            assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
        }
    }

    /** Strict-Transport-Security is for servers whose address is https; the tests of that stand with the pages. */
    @Test
    void UI_02_every_page_has_the_headers_that_keep_secrets_in() {
        StandardApp app = StandardApp.confidential();
        for (String path : List.of(
                app.authorizePath(Map.of()),
                app.authorizePath(Map.of("client_id", "nobody")),
                "/account/login/",
                "/account/password/reset/",
                "/direct-sharing/projects/manage/",
                "/no-such-page/",
                "/")) {
            HttpResponse<String> page = member.get(path);
            assertThat(page.headers().firstValue("Referrer-Policy")).as(path).contains("no-referrer");
            assertThat(page.headers().firstValue("X-Content-Type-Options"))
                    .as(path)
                    .contains("nosniff");
            assertThat(page.headers().firstValue("Cache-Control").orElse(""))
                    .as(path)
                    .contains("no-store");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'")
                    .doesNotContain("unsafe-inline", "unsafe-eval");
            assertThat(page.body()).as(path).doesNotContain(" style=\"", "<script>", "<style");
        }
    }

    @Test
    void UI_03_a_consent_form_needs_this_sessions_anti_forgery_value() {
        StandardApp app = StandardApp.confidential();
        String path = app.authorizePath(Map.of());
        Map<String, String> answer = yes(member.get(path));
        WebSession other = server.signedIn(server.member());
        other.get(path);
        for (String forged : List.of("", "x", other.csrf())) {
            Map<String, String> form = new HashMap<>(answer);
            form.put("csrfmiddlewaretoken", forged);
            assertThat(member.post(path, form).statusCode()).isEqualTo(403);
        }
        HttpRequest without = HttpRequest.newBuilder(URI.create(server.url(path)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(TestApp.encode(answer)))
                .build();
        assertThat(member.send(without).statusCode()).isEqualTo(403);
        assertThat(grants(app)).isZero();
        app.stillWorks(member);
    }

    @Test
    void UI_04_only_the_request_that_was_shown_can_be_answered() {
        StandardApp app = StandardApp.confidential();
        StandardApp other = StandardApp.confidential();
        HttpResponse<String> page = member.get(app.authorizePath(Map.of("scope", "read")));
        Map<String, String> answer = yes(page);
        for (String edited : List.of(
                app.authorizePath(Map.of()),
                app.authorizePath(Map.of("scope", "read write")),
                other.authorizePath(Map.of("scope", "read")),
                app.authorizePath(Map.of("scope", "read", "state", "another")))) {
            HttpResponse<String> again = member.post(edited, answer);
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).contains("nothing was done");
        }
        assertThat(grants(app) + grants(other)).isZero();

        // Fields beside the answer are not read.
        HttpResponse<String> fresh = member.get(app.authorizePath(Map.of("scope", "read")));
        Map<String, String> stuffed = new HashMap<>(yes(fresh));
        stuffed.put("scope", "read write");
        stuffed.put("client_id", other.clientId());
        stuffed.put("redirect_uri", "https://evil.example/");
        HttpResponse<String> redirect = member.post(app.authorizePath(Map.of("scope", "read")), stuffed);
        assertThat(location(redirect)).startsWith(app.redirectUri() + "?code=");
        assertThat(app.exchange(Redirects.code(redirect)).text("scope")).isEqualTo("read");
        assertThat(grants(other)).isZero();
    }

    @Test
    void UI_04_the_answer_is_what_the_form_says_and_not_what_the_apps_address_says() {
        for (String smuggled : List.of("&allow=x", "&allow=Authorize+project&allow=x", "&hide-membership=x")) {
            StandardApp app = StandardApp.confidential();
            String path = app.authorizePath(Map.of()) + smuggled;
            HttpResponse<String> page = member.get(path);
            if (page.statusCode() == 200) {
                HttpResponse<String> cancelled = member.post(path, TestApp.answer(page, Map.of()));
                assertToldApp(cancelled, app.redirectUri(), "access_denied");
            }
            assertThat(grants(app)).isZero();
        }
        StandardApp app = StandardApp.confidential();
        String path = app.authorizePath(Map.of()) + "&hide-membership=x";
        member.post(path, yes(member.get(path)));
        assertThat(Rows.count(
                        "SELECT count(*) FROM grants WHERE client_id = ? AND hidden",
                        app.client().id()))
                .isZero();
    }

    @Test
    void UI_05_a_page_made_for_one_member_is_not_answered_by_another() {
        StandardApp app = StandardApp.confidential();
        String path = app.authorizePath(Map.of());
        Map<String, String> made = yes(member.get(path));
        WebSession other = server.signedIn(server.member());
        other.get(path);
        HttpResponse<String> answer = other.post(path, made);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("nothing was done");
        // The same person in another browser reads the page again, too.
        WebSession elsewhere = server.signedIn(person);
        elsewhere.get(path);
        assertThat(elsewhere.post(path, made).statusCode()).isEqualTo(200);
        // And a visitor who is signed out is sent to sign in.
        WebSession stranger = server.browser();
        stranger.get("/account/login/");
        assertThat(stranger.post(path, made).statusCode()).isIn(302, 303, 403);
        assertThat(grants(app)).isZero();
        assertThat(member.post(path, made).statusCode()).isEqualTo(303);
    }

    @Test
    void UI_08_an_app_without_a_secret_asks_every_time() {
        for (StandardApp app : List.of(StandardApp.publicApp(), StandardApp.nativeApp("http://127.0.0.1/cb"))) {
            app.connect(member);
            assertThat(member.get(app.authorizePath(Map.of())).statusCode()).isEqualTo(200);
            assertToldApp(
                    member.get(app.authorizePath(Map.of("prompt", "none"))), app.redirectUri(), "consent_required");
        }
    }

    @Test
    void UI_09_an_app_with_a_secret_asks_when_there_is_something_new() {
        StandardApp app = StandardApp.confidential();
        app.exchange(app.code(member, Map.of("scope", "read")));
        assertThat(location(member.get(app.authorizePath(Map.of("scope", "read")))))
                .startsWith(app.redirectUri() + "?code=");
        assertThat(member.get(app.authorizePath(Map.of("scope", "read write"))).statusCode())
                .isEqualTo(200);
        assertThat(member.get(app.authorizePath(Map.of("scope", "read", "prompt", "consent")))
                        .statusCode())
                .isEqualTo(200);
        // Consent of one member is no consent of another, and withdrawn consent is none.
        assertThat(server.signedIn(server.member())
                        .get(app.authorizePath(Map.of("scope", "read")))
                        .statusCode())
                .isEqualTo(200);
        Withdrawals.withdraw(app.connect(member));
        assertThat(member.get(app.authorizePath(Map.of("scope", "read"))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void UI_09_a_new_version_of_what_a_project_asks_for_is_shown() {
        TestApp project = TestApp.create();
        project.connect(member);
        String path = project.authorizePath(Map.of());
        assertThat(member.get(path).statusCode()).isEqualTo(302);
        assertThat(member.get(path + "&approval_prompt=force").statusCode()).isEqualTo(200);
        Rows.update(
                "UPDATE grants SET version = version - 1 WHERE client_id = ?",
                project.client().id());
        assertThat(member.get(path).statusCode()).isEqualTo(200);
    }
}
