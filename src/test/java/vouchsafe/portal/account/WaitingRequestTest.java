package vouchsafe.portal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static vouchsafe.portal.account.People.linkValue;
import static vouchsafe.portal.account.People.location;
import static vouchsafe.portal.account.People.with;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Mailbox;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;

/** A stranger comes from an app and returns to its authorization, whatever they have to do first. */
class WaitingRequestTest {
    private final TestServer server = TestServer.shared();
    private final TestApp app = TestApp.create();

    @Test
    void a_stranger_is_told_what_to_sign_in_for_and_returns_to_it() {
        WebSession browser = server.browser();
        String authorize = app.authorizePath(Map.of("state", "s-1"));
        String signIn = location(browser.get(authorize));
        assertThat(signIn).startsWith("/account/login/?next=").doesNotContain("s-1");
        HttpResponse<String> form = browser.get(signIn);
        assertThat(form.body())
                .contains("Please log in or sign up to authorize \""
                        + app.project().name() + "\"");
        Member member = server.member();
        HttpResponse<String> done = browser.post("/account/login/", signInForm(member, key(signIn)));
        assertThat(location(done)).isEqualTo(authorize);
        assertThat(browser.get(authorize).body()).contains("Authorize");
    }

    @Test
    void signing_up_returns_to_the_app_before_the_address_is_confirmed() {
        WebSession browser = server.browser();
        String authorize = app.authorizePath(Map.of());
        String signIn = location(browser.get(authorize));
        String signUp =
                browser.get(signIn).body().replaceAll("(?s).*href=\"(/account/signup/\\?next=[^\"]+)\".*", "$1");
        assertThat(browser.get(signUp).body()).contains(app.project().name());
        People person = People.someone();
        assertThat(browser.post("/account/signup/", with(person.form(), "username", "a b"))
                        .body())
                .contains(app.project().name());
        HttpResponse<String> joined = browser.post("/account/signup/", with(person.form(), "next", key(signUp)));
        assertThat(location(joined)).isEqualTo(authorize);
        assertThat(location(app.authorize(browser, Map.of())))
                .startsWith(app.redirectUri())
                .contains("code=");
    }

    @Test
    void confirming_the_address_in_the_same_browser_returns_to_the_app() {
        WebSession browser = server.browser();
        String authorize = app.authorizePath(Map.of());
        String signIn = location(browser.get(authorize));
        People person = People.someone();
        browser.get("/account/signup/?next=" + key(signIn));
        browser.post("/account/signup/", with(person.form(), "next", key(signIn)));
        String link = person.mailbox(server).link("verify-email");
        browser.get(link);
        assertThat(location(browser.post("/account/verify/", Map.of("link", linkValue(link)))))
                .isEqualTo(authorize);
    }

    @Test
    void an_app_that_got_its_answer_is_not_returned_to_again() {
        WebSession browser = server.browser();
        String signIn = location(browser.get(app.authorizePath(Map.of())));
        People person = People.someone();
        browser.get(signIn);
        browser.post("/account/signup/", with(person.form(), "next", key(signIn)));
        app.code(browser);
        String link = person.mailbox(server).link("verify-email");
        browser.get(link);
        assertThat(location(browser.post("/account/verify/", Map.of("link", linkValue(link)))))
                .isEqualTo("/account/");
    }

    @Test
    void a_new_password_on_the_way_returns_to_the_app() {
        Member member = server.member();
        WebSession browser = server.browser();
        String authorize = app.authorizePath(Map.of());
        browser.get(authorize);
        browser.submit("/account/password/reset/", Map.of("login", member.email()));
        String link = new Mailbox(server, member.email()).link("reset-password");
        browser.get(link);
        HttpResponse<String> done = browser.post(
                "/account/password/reset/choose/",
                Map.of("link", linkValue(link), "new_password", "seven blue kettles"));
        assertThat(location(done)).isEqualTo(authorize);
    }

    @Test
    void two_apps_in_two_tabs_are_not_mixed_up() {
        TestApp second = TestApp.create();
        WebSession browser = server.browser();
        String firstTab = location(browser.get(app.authorizePath(Map.of())));
        String secondTab = location(browser.get(second.authorizePath(Map.of())));
        assertThat(browser.get(firstTab).body()).contains(app.project().name());
        assertThat(browser.get(secondTab).body()).contains(second.project().name());
        HttpResponse<String> done = browser.post("/account/login/", signInForm(server.member(), key(firstTab)));
        assertThat(location(done)).isEqualTo(app.authorizePath(Map.of()));
    }

    @Test
    void a_form_that_names_nothing_returns_to_what_came_last() {
        WebSession browser = server.browser();
        String signIn = location(browser.get(app.authorizePath(Map.of())));
        browser.get(signIn);
        assertThat(location(browser.post("/account/login/", signInForm(server.member(), ""))))
                .isEqualTo(app.authorizePath(Map.of()));
    }

    @Test
    void AZ_09_a_long_state_survives_sign_in_untouched() {
        WebSession browser = server.browser();
        String authorize = app.authorizePath(Map.of("state", "ä&%\"' ".repeat(150)));
        String signIn = location(browser.get(authorize));
        browser.get(signIn);
        assertThat(location(browser.post("/account/login/", signInForm(server.member(), key(signIn)))))
                .isEqualTo(authorize);
    }

    @Test
    void UI_06_a_stranger_s_session_id_changes_at_sign_in() {
        WebSession browser = server.browser();
        String signIn = location(browser.get(app.authorizePath(Map.of())));
        String before = browser.cookie("vouchsafe").orElseThrow();
        browser.get(signIn);
        browser.post("/account/login/", signInForm(server.member(), key(signIn)));
        assertThat(browser.cookie("vouchsafe")).isPresent().get().isNotEqualTo(before);
        WebSession planter = server.browser();
        planter.setCookie("vouchsafe", before);
        assertThat(planter.get("/account/").statusCode()).isEqualTo(302);
    }

    @Test
    void the_key_of_another_browser_leads_nowhere() {
        WebSession browser = server.browser();
        String signIn = location(browser.get(app.authorizePath(Map.of())));
        WebSession other = server.browser();
        assertThat(other.get(signIn).body()).doesNotContain(app.project().name());
        assertThat(location(other.post("/account/login/", signInForm(server.member(), key(signIn)))))
                .isEqualTo("/account/");
    }

    /** The form of a page that was opened for an app leads there, whatever other tabs did before it is sent. */
    @Test
    void a_form_goes_on_with_its_own_app_after_another_tab_signed_in() {
        TestApp second = TestApp.create();
        WebSession browser = server.browser();
        String first =
                browser.get(location(browser.get(app.authorizePath(Map.of())))).body();
        String other = browser.get(location(browser.get(second.authorizePath(Map.of()))))
                .body();
        Member member = server.member();

        assertThat(sent(browser, first, member)).isEqualTo(app.authorizePath(Map.of()));
        assertThat(sent(browser, other, member)).isEqualTo(second.authorizePath(Map.of()));
        assertThat(sent(browser, first, member)).isEqualTo(app.authorizePath(Map.of()));
    }

    @Test
    void a_form_that_outlived_its_session_still_leads_to_its_app() {
        WebSession browser = server.browser();
        String left = browser.get(location(browser.get(app.authorizePath(Map.of("state", "s-2")))))
                .body();
        WebSession nextMorning = server.browser();
        String again = sent(nextMorning, left, server.member());

        assertThat(again).startsWith("/account/login/?late=yes&next=");
        String page = nextMorning.get(again).body();
        assertThat(page).contains("That page was out of date. Please sign in here.");
        assertThat(sent(nextMorning, page, server.member())).isEqualTo(app.authorizePath(Map.of("state", "s-2")));
    }

    @Test
    void a_sign_in_page_whose_request_is_gone_says_where_to_start_again() {
        WebSession browser = server.browser();
        String signIn = location(browser.get(app.authorizePath(Map.of())));
        assertThat(server.browser().get(signIn).body()).contains("go back to the app and start there again");
    }

    @Test
    void a_consent_form_of_a_member_who_left_in_another_tab_asks_the_next_one() {
        WebSession browser = server.signedIn(server.member());
        String path = app.authorizePath(Map.of());
        HttpResponse<String> consent = browser.get(path);
        browser.submit("/account/logout/", Map.of());
        browser.get("/account/login/");
        browser.post("/account/login/", signInForm(server.member(), ""));

        HttpResponse<String> answer =
                browser.post(path, TestApp.answer(consent, Map.of("allow", "yes", "csrfmiddlewaretoken", "old")));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .contains("href=\"" + path.replace("&", "&amp;") + "\"")
                .contains("Open the question again");
        assertThat(browser.get(path).body()).contains(app.project().name());
    }

    @Test
    void a_new_password_goes_on_with_the_app_of_the_tab_that_asked_for_it() {
        TestApp second = TestApp.create();
        WebSession browser = server.browser();
        String firstTab = location(browser.get(app.authorizePath(Map.of())));
        browser.get(location(browser.get(second.authorizePath(Map.of()))));
        Member member = server.member();
        String forgotten = browser.get(firstTab)
                .body()
                .replaceAll("(?s).*href=\"(/account/password/reset/\\?next=[^\"]+)\".*", "$1");
        String onward = hidden(browser.get(forgotten).body());
        browser.post("/account/password/reset/", Map.of("login", member.email(), "next", onward));
        String link = new Mailbox(server, member.email()).link("reset-password");
        browser.get(link);
        HttpResponse<String> done = browser.post(
                "/account/password/reset/choose/",
                Map.of("link", linkValue(link), "new_password", "seven blue kettles"));
        assertThat(location(done)).isEqualTo(app.authorizePath(Map.of()));
    }

    /** Sends the sign-in form of this page as it stands there, its anti-forgery value included; where it leads. */
    private static String sent(WebSession browser, String page, Member member) {
        String antiForgery = page.replaceAll("(?s).*name=\"csrfmiddlewaretoken\" value=\"([^\"]+)\".*", "$1");
        return location(browser.post(
                "/account/login/", with(signInForm(member, hidden(page)), "csrfmiddlewaretoken", antiForgery)));
    }

    private static String hidden(String page) {
        return page.replaceAll("(?s).*name=\"next\" value=\"([^\"]*)\".*", "$1").replace("&amp;", "&");
    }

    private static Map<String, String> signInForm(Member member, String next) {
        return Map.of("login", member.username(), "password", TestServer.PASSWORD, "next", next);
    }

    private static String key(String path) {
        return path.substring(path.indexOf("next=") + 5);
    }
}
