package vouchsafe.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import vouchsafe.TestServer;

/**
 * Base of tests that look through a real browser. Every test gets a fresh context (no cookies) on the shared server and
 * fails if a page it saw wrote an error to the console. Skipped where no Chromium is found, unless
 * {@code VOUCHSAFE_TESTS_REQUIRE_ALL=1}.
 */
@Tag("browser")
// One after the other, beside all else: there is one browser, which no two threads may use at once.
@Execution(ExecutionMode.SAME_THREAD)
@ResourceLock("browser")
public abstract class BrowserTest {
    protected final TestServer server = TestServer.shared();
    private BrowserContext context;
    private Console console;

    /** The tab of this test. */
    protected Page page;

    @BeforeEach
    final void openBrowser() {
        Optional<Path> executable = Chromium.executable();
        boolean required = "1".equals(System.getenv("VOUCHSAFE_TESTS_REQUIRE_ALL"));
        assertThat(executable.isPresent() || !required)
                .as("browser tests are required here, but no chromium or google-chrome is on the PATH")
                .isTrue();
        assumeTrue(
                executable.isPresent(), "skipped: no chromium or google-chrome on the PATH; install one to run this");
        context = Chromium.start(executable.orElseThrow())
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(1280, 800)
                        .setIgnoreHTTPSErrors(true));
        console = new Console(context);
        page = context.newPage();
        page.setDefaultTimeout(120_000);
    }

    @AfterEach
    final void closeBrowser() {
        if (context != null) {
            context.close();
            assertThat(console.errors()).as("errors in the browser's console").isEmpty();
        }
    }

    /** Opens a path of the server, or an absolute URL, in this test's tab. */
    protected final Page open(String path) {
        page.navigate(path.startsWith("/") ? server.url(path) : path);
        return page;
    }

    /** Signs in through the form, as a person would. */
    protected final void signIn(String username, String password) {
        open("/account/login/");
        page.fill("[name=login]", username);
        page.fill("[name=password]", password);
        page.click("main button[type=submit]");
        page.waitForURL(url -> !url.contains("/account/login/"));
    }

    /**
     * Saves the page as {@code target/screens/NAME-light.png}, {@code -dark.png} and {@code -390.png}, and holds it
     * against WCAG 2.2 AA (light and dark) and against sideways scrolling on a phone and at 200 % zoom.
     */
    protected final void picture(Page page, String name) {
        new Pictures(page, name).take();
    }
}
