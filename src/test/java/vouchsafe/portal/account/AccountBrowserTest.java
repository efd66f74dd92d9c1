package vouchsafe.portal.account;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vouchsafe.Mailbox;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.browser.BrowserTest;

/** The account pages in a real browser, by keyboard labels and button names as a person finds them. */
class AccountBrowserTest extends BrowserTest {

    @Test
    void someone_signs_up_in_the_middle_of_an_authorization() {
        TestApp app = TestApp.create();
        People person = People.someone();
        open(app.authorizePath(Map.of("state", "abc")));
        assertThat(page.getByText("Please log in or sign up to authorize")).isVisible();
        picture(page, "sign-in-for-an-app");
        page.locator("main")
                .getByText("Sign up", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.getByText("Please log in or sign up to authorize")).isVisible();
        picture(page, "sign-up");
        fill("username", "not a name");
        fill("name", "Ada");
        fill("email", person.email());
        fill("password", People.PASSWORD);
        submit();
        assertThat(page.locator("#id_username_error")).containsText("letters (A to Z)");
        picture(page, "sign-up-with-a-mistake");
        fill("username", person.username());
        fill("password", People.PASSWORD);
        submit();
        assertThat(page).hasURL(Pattern.compile(".*/direct-sharing/projects/oauth2/authorize/.*state=abc.*"));

        open(person.mailbox(server).link("verify-email"));
        picture(page, "confirm-address");
        submit();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Your e-mail address is confirmed.");
    }

    @Test
    void a_member_signs_in_and_out() {
        Member member = server.member();
        open("/account/login/");
        picture(page, "sign-in");
        fill("login", member.username());
        fill("password", "wrong");
        submit();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("There is no account with this name and password");
        picture(page, "sign-in-refused");
        fill("password", TestServer.PASSWORD);
        submit();
        assertThat(page).hasURL(server.url("/account/"));
        picture(page, "account");
        open("/account/logout/");
        picture(page, "sign-out");
        submit();
        open("/account/");
        assertThat(page).hasURL(Pattern.compile(".*/account/login/.*"));
    }

    @Test
    void a_member_who_forgot_the_password_chooses_another() {
        Member member = server.member();
        open("/account/password/reset/");
        picture(page, "password-forgotten");
        fill("login", member.email());
        submit();
        picture(page, "password-mail-sent");
        String link = new Mailbox(server, member.email()).link("reset-password");
        open(link);
        picture(page, "password-choose");
        fill("new_password", "seven blue kettles");
        submit();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Your new password is set.");
        open(link);
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("This link does not work any more");
        picture(page, "link-useless");
    }

    @Test
    void a_member_changes_password_and_address_and_ends_sessions() {
        Member member = server.member();
        server.signedIn(member);
        signIn(member.username(), TestServer.PASSWORD);
        open("/account/sessions/");
        picture(page, "sessions");
        page.getByText("Sign out all other browsers").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("All other browsers are signed out.");
        open("/account/password/change/");
        picture(page, "password-change");
        fill("password", TestServer.PASSWORD);
        fill("new_password", "seven blue kettles");
        submit();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Your password is changed.");
        open("/account/email/");
        picture(page, "address");
        fill("email", "new_" + member.email());
        fill("password", "seven blue kettles");
        submit();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("We sent a link to");
    }

    @Test
    void an_administrator_looks_after_members() {
        Member member = server.member();
        signIn(server.administrator().username(), TestServer.PASSWORD);
        open("/admin/members/?q=" + member.username());
        picture(page, "admin-members");
        page.locator("main table")
                .getByText(member.username(), new Locator.GetByTextOptions().setExact(true))
                .click();
        picture(page, "admin-member");
        page.fill("#id_reason", "sold the account");
        page.onceDialog(Dialog::accept);
        page.getByText("Suspend this member").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("is suspended");
        picture(page, "admin-member-suspended");
    }

    private void fill(String field, String value) {
        page.fill("main [name=" + field + "]", value);
    }

    private void submit() {
        page.locator("main button[type=submit]").first().click();
    }
}
