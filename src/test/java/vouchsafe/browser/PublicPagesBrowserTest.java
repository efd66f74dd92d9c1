package vouchsafe.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vouchsafe.TestServer;

/** What a stranger can look at. */
class PublicPagesBrowserTest extends BrowserTest {
    @ParameterizedTest
    @CsvSource({
        "/,home",
        "/docs/,documentation",
        "/direct-sharing/oauth2-setup/,documentation-setup",
        "/docs/oauth2/,documentation-reference",
        "/docs/connecting/,documentation-connecting",
        "/community-guidelines/,guidelines",
        "/terms/,terms",
        "/nowhere/,error-404"
    })
    void a_stranger_looks_at_a_page(String path, String name) {
        picture(open(path), name);
    }

    @Test
    void the_first_thing_the_keyboard_reaches_skips_the_menu() {
        open("/docs/");
        page.keyboard().press("Tab");
        assertThat(page.evaluate("() => document.activeElement.textContent")).isEqualTo("Skip to content");
        page.keyboard().press("Enter");
        assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("main");
    }

    @Test
    void the_account_menu_opens_and_closes_by_keyboard() {
        signIn(server.member().username(), TestServer.PASSWORD);
        open("/");
        page.locator(".menu summary").focus();
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                        .isVisible())
                .isTrue();
        picture(page, "menu");
        page.keyboard().press("Escape");
        assertThat(page.locator(".menu").getAttribute("open")).isNull();
    }
}
