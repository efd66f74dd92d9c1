package vouchsafe.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Mailbox;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;

/**
 * Every form at whose end an app waits leads to that app, also where the app's callback redirects to two more hosts. Chromium
 * holds each redirect after a form against the policy of the page that the form stood on.
 */
class WayToTheAppBrowserTest extends BrowserTest {
    private static final String ARRIVED = "https://third.example.org/arrived";

    private final TestApp app =
            TestApp.create(server.member(), Map.of("redirect_url", "https://app.example.org/twice"));

    /** A member who agreed before, so that nothing is asked after sign-in. */
    private Member connected() {
        Member member = server.member();
        WebSession browser = server.signedIn(member);
        app.code(browser);
        return member;
    }

    private void arrives() {
        page.waitForURL(ARRIVED);
        assertThat(page.locator("h1").innerText()).isEqualTo("The app");
    }

    @Test
    void from_the_sign_in_form() {
        Member member = connected();
        open(app.authorizePath(Map.of()));
        page.fill("[name=login]", member.username());
        page.fill("[name=password]", TestServer.PASSWORD);
        page.click("main button[type=submit]");
        arrives();
    }

    @Test
    void from_the_consent_form_for_both_answers() {
        signIn(server.member().username(), TestServer.PASSWORD);
        open(app.authorizePath(Map.of()));
        page.click("main button:has-text('Cancel')");
        arrives();
        open(app.authorizePath(Map.of()));
        page.click("button:has-text('Authorize project')");
        arrives();
    }

    @Test
    void from_a_new_password() {
        Member member = connected();
        open(app.authorizePath(Map.of()));
        page.click("text=Forgot your password?");
        page.fill("[name=login]", member.email());
        page.click("main button[type=submit]");
        page.waitForURL("**/account/password/reset/");
        open(new Mailbox(server, member.email()).link("reset-password"));
        page.fill("[name=new_password]", "seven blue kettles");
        page.click("main button[type=submit]");
        arrives();
    }

    @Test
    void from_the_confirmation_of_an_address() {
        open(app.authorizePath(Map.of()));
        page.click("main a:has-text('Sign up')");
        String name = "way" + Long.toString(System.nanoTime(), 36);
        String email = name + "@example.org";
        page.fill("[name=username]", name);
        page.fill("[name=name]", "Way Farer");
        page.fill("[name=email]", email);
        page.fill("[name=password]", "seven blue kettles");
        page.click("main button[type=submit]");
        page.waitForURL(url -> url.contains("/oauth2/authorize/"));
        // The member agrees in another browser meanwhile, so that nothing is asked after the link.
        WebSession elsewhere = server.browser();
        elsewhere.submit("/account/login/", Map.of("login", name, "password", "seven blue kettles"));
        app.code(elsewhere);
        open(new Mailbox(server, email).link("verify-email"));
        page.click("main button[type=submit]");
        arrives();
    }
}
