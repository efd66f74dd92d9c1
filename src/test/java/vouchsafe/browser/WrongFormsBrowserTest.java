package vouchsafe.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;

/** A form that came back, with the keyboard: the summary is read first, and each of its links leads to where one types. */
class WrongFormsBrowserTest extends BrowserTest {
    private static final String FOCUSED = "() => document.activeElement.id";

    @Test
    void every_link_of_a_summary_focuses_its_control_with_the_script_and_without() {
        signIn(server.member().username(), TestServer.PASSWORD);
        everyLinkFocuses(page);
        BrowserContext plain = page.context()
                .browser()
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions().setJavaScriptEnabled(false));
        try {
            plain.addCookies(page.context().cookies().stream()
                    .map(cookie -> new com.microsoft.playwright.options.Cookie(cookie.name, cookie.value)
                            .setUrl(server.url("/")))
                    .toList());
            everyLinkFocuses(plain.newPage());
        } finally {
            plain.close();
        }
    }

    private void everyLinkFocuses(Page tab) {
        tab.navigate(server.url("/direct-sharing/projects/oauth2/create/"));
        tab.evaluate("() => { document.querySelector('main form').noValidate = true; }");
        tab.fill("#id_jogl_page", "x");
        tab.press("#id_jogl_page", "Enter");
        assertThat(tab.locator(".error-summary a").count()).isGreaterThan(10);
        for (Locator link : tab.locator(".error-summary a").all()) {
            link.focus();
            link.press("Enter");
            String wanted = link.getAttribute("href").substring(1);
            tab.waitForCondition(() -> wanted.equals(tab.evaluate(FOCUSED)));
            assertThat(tab.evaluate("() => ['INPUT', 'TEXTAREA', 'SELECT'].includes(document.activeElement.tagName)"))
                    .isEqualTo(true);
        }
    }

    @Test
    void the_summary_has_the_focus_when_the_form_comes_back() {
        open("/account/signup/");
        page.evaluate("() => { document.querySelector('main form').noValidate = true; }");
        page.click("main form button[type=submit]");
        assertThat(page.evaluate("() => document.activeElement.className"))
                .asString()
                .contains("error-summary");
    }

    @Test
    void what_is_too_long_stays_whole_and_is_counted_as_people_count() {
        signIn(server.member().username(), TestServer.PASSWORD);
        open("/direct-sharing/projects/oauth2/create/");
        Locator field = page.locator("#id_short_description");
        Locator counter = page.locator("#id_short_description + .field-count");
        assertThat(counter.isVisible()).isFalse();
        field.fill("😀".repeat(140));
        assertThat(counter.textContent()).isEqualTo("140 of 140 characters");
        field.fill("😀".repeat(150));
        assertThat(counter.textContent()).isEqualTo("150 characters: 10 more than the 140 there is room for");
        page.evaluate("() => { document.querySelector('main form').noValidate = true; }");
        page.click("main form button[type=submit]");
        assertThat(page.inputValue("#id_short_description")).isEqualTo("😀".repeat(150));
        assertThat(page.textContent("#id_short_description_error")).contains("at most 140 characters (it has 150)");
        assertThat(List.of(page.textContent(".error-summary")))
                .first()
                .asString()
                .contains("Short description");
    }
}
