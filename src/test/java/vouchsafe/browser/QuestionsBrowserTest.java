package vouchsafe.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;

/** Acts that cannot be undone ask first, also where no script runs; and what was just made is not lost by a reload. */
class QuestionsBrowserTest extends BrowserTest {
    private final Member coordinator = server.member();
    private final TestApp app = TestApp.create(coordinator, Map.of());

    @Test
    void without_a_script_the_question_opens_below_the_button() {
        try (BrowserContext plain =
                page.context().browser().newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page tab = plain.newPage();
            tab.navigate(server.url("/account/login/"));
            tab.fill("[name=login]", coordinator.username());
            tab.fill("[name=password]", TestServer.PASSWORD);
            tab.click("main button[type=submit]");
            tab.navigate(server.url(app.project().detailPath()));
            tab.click("summary:has-text('Retire now')");
            assertThat(tab.textContent("details.ask[open]")).contains("Apps that use it stop working at once.");
            assertThat(app.client().secrets()).as("asking ends nothing").hasSize(1);
            tab.click("details.ask[open] button:has-text('Yes, retire now')");
            assertThat(tab.textContent("main")).contains("The secret is retired");
        }
    }

    @Test
    void with_a_script_the_browser_asks() {
        signIn(coordinator.username(), TestServer.PASSWORD);
        open(app.project().detailPath());
        page.onceDialog(dialog -> {
            assertThat(dialog.message()).contains("Apps that use it stop working at once.");
            dialog.dismiss();
        });
        page.click("button:has-text('Retire now')");
        assertThat(page.textContent("#credentials")).contains("Retire now");
        page.onceDialog(dialog -> dialog.accept());
        page.click("button:has-text('Retire now')");
        assertThat(page.textContent("main")).contains("The secret is retired");
    }

    @Test
    void a_new_master_token_is_made_after_a_question_and_survives_reload_and_back() {
        signIn(coordinator.username(), TestServer.PASSWORD);
        open(app.project().detailPath());
        page.click("a:has-text('Refresh token')");
        picture(page, "master-token");
        page.click("text=Make a new token, keep the old for now");
        String shown = "main .notice:has-text('master access token, shown this once')";
        page.waitForSelector(shown);
        page.reload();
        page.waitForSelector(shown);
        open("/account/");
        page.goBack();
        page.waitForSelector(shown);
        picture(page, "secret-shown");
        page.click(shown + " >> text=I have saved it");
        assertThat(page.textContent("main")).contains("It is not shown any more.");
        assertThat(page.locator(shown).count()).isZero();
        open(app.project().detailPath() + "master-token/");
        assertThat(page.textContent("main")).contains("Two tokens work at the moment");
        picture(page, "master-token-two");
    }
}
