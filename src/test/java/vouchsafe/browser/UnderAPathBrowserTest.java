package vouchsafe.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import vouchsafe.Mailbox;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.UnderAPath;
import vouchsafe.accounts.Member;
import vouchsafe.crypto.RandomText;
import vouchsafe.hypothesis.TestAnnotator;

/** What a person walks, on a server that shares its host with others: nothing is asked for outside its path. */
@UnderAPath
class UnderAPathBrowserTest extends BrowserTest {
    private final List<String> outside = new CopyOnWriteArrayList<>();
    private final List<String> lost = new CopyOnWriteArrayList<>();

    private void watch() {
        page.context().onRequest(this::asked);
        page.context().onResponse(this::answered);
    }

    private void asked(Request request) {
        String host = server.url("").replaceFirst("(http://[^/]+).*", "$1");
        if (request.url().startsWith(host + "/") && !request.url().startsWith(server.url("/"))) {
            outside.add(request.url());
        }
    }

    private void answered(Response response) {
        if (response.status() == 404) {
            lost.add(response.url());
        }
    }

    private void nothingWasOutside() {
        assertThat(outside).as("asked for outside of the path").isEmpty();
        assertThat(lost).as("not found").isEmpty();
    }

    @Test
    void from_signing_up_to_the_app_and_into_the_account() {
        watch();
        TestApp app = TestApp.create(server.member(), Map.of("redirect_url", "https://app.example.org/twice"));
        open(app.authorizePath(Map.of("state", "kept")));
        page.click("main a:has-text('Sign up')");
        String name = "path" + Long.toString(System.nanoTime(), 36);
        page.fill("[name=username]", name);
        page.fill("[name=name]", "Path Finder");
        page.fill("[name=email]", name + "@example.org");
        page.fill("[name=password]", "seven blue kettles");
        page.click("main button[type=submit]");
        page.waitForURL(url -> url.contains("/oauth2/authorize/"));
        open(new Mailbox(server, name + "@example.org").link("verify-email"));
        page.click("main button[type=submit]");
        page.waitForURL(url -> url.contains("/oauth2/authorize/"));
        page.click("button:has-text('Authorize project')");
        page.waitForURL("https://third.example.org/arrived");

        open("/");
        picture(page, "under-a-path");
        page.click(".menu summary");
        page.click("nav a:has-text('Your account')");
        page.waitForURL(server.url("/account/"));
        page.click("header a:has-text('Connections')");
        page.waitForURL(server.url("/member/me/connections/"));
        page.click("main a:has-text('History')");
        page.waitForURL(url -> url.contains("/member/me/connections/") && !url.endsWith("/connections/"));
        page.click(".menu summary");
        page.click("header button:has-text('Sign out')");
        page.waitForURL(url -> url.startsWith(server.url("/")) && !url.contains("connections"));
        nothingWasOutside();
    }

    /** The popup of the annotation client, its API and its socket. */
    @Test
    void the_annotation_client_signs_in_writes_and_hears() {
        TestAnnotator.install();
        watch();
        Member ada = server.member();
        List<WebSocket> sockets = new CopyOnWriteArrayList<>();
        page.onWebSocket(sockets::add);
        Annotator annotator = Annotator.open(page, server.url("/annotate-demo?run=" + RandomText.alphanumeric(12)));
        annotator.signIn(ada.username(), TestServer.PASSWORD);
        annotator.annotate("which trees woke early", "Apricots, under a path.");
        annotator.sees("Apricots, under a path.");
        page.waitForCondition(() -> sockets.stream().anyMatch(each -> each.url().contains("access_token")));
        assertThat(sockets)
                .allSatisfy(each ->
                        assertThat(each.url()).startsWith(server.url("/ws").replaceFirst("^http", "ws")));
        nothingWasOutside();
    }
}
