package vouchsafe.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.audit.Actor;
import vouchsafe.clients.Client;
import vouchsafe.clients.ClientRegistration;
import vouchsafe.clients.Clients;
import vouchsafe.clients.Lifetimes;
import vouchsafe.clients.Registrations;
import vouchsafe.crypto.RandomText;
import vouchsafe.hypothesis.TestAnnotator;

/** The annotation client as its authors publish it, on a page of this server (reference section 7). */
class AnnotateBrowserTest extends BrowserTest {
    private static final String WORDS = "which trees woke early";
    /** The client takes ten seconds off what it is told. */
    private static final Duration SHORT = Duration.ofSeconds(12);

    /** Nobody else annotates this page. */
    private final String path = "/annotate-demo?run=" + RandomText.alphanumeric(12);

    @BeforeAll
    static void install() {
        TestAnnotator.install();
    }

    /** A second person, in a browser that shares nothing with the first. */
    private Page elsewhere() {
        BrowserContext other =
                page.context().browser().newContext(new Browser.NewContextOptions().setViewportSize(1280, 800));
        Page theirs = other.newPage();
        theirs.setDefaultTimeout(120_000);
        return theirs;
    }

    private Client client() {
        Object id = page.evaluate("""
            async () => JSON.parse(new DOMParser().parseFromString(await (await fetch("/app.html")).text(), "text/html")
                .querySelector(".js-hypothesis-config").textContent).oauthClientId\
            """);
        return server.bean(Clients.class).byClientId((String) id).orElseThrow();
    }

    @Test
    void two_people_annotate_one_page_and_see_what_the_other_writes() {
        Member ada = server.member();
        Member ben = server.member();
        Page theirs = elsewhere();
        try {
            Annotator first = Annotator.open(page, server.url(path));
            Annotator second = Annotator.open(theirs, server.url(path));
            first.signIn(ada.username(), TestServer.PASSWORD);
            second.signIn(ben.username(), TestServer.PASSWORD);

            first.annotate(WORDS, "Apricots, mostly.");
            second.takeUpdates();
            second.sees("Apricots, mostly.");

            second.act("Apricots, mostly.", "Reply");
            second.write("And one stubborn pear.");
            first.takeUpdates();
            first.showReplies();
            first.sees("And one stubborn pear.");

            first.act("Apricots, mostly.", "Edit");
            first.write("Apricots and almonds.");
            second.takeUpdates();
            second.sees("Apricots and almonds.");

            theirs.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screens/annotate.png")));

            first.act("Apricots and almonds.", "Delete");
            first.sidebar().getByTestId("confirm-button").click();
            first.seesNoMore("Apricots and almonds.");
            second.takeUpdates();
            second.seesNoMore("Apricots and almonds.");
        } finally {
            theirs.context().close();
        }
    }

    @Test
    void a_note_is_there_again_for_whoever_comes_later_and_strangers_hear_of_new_ones() {
        Member ada = server.member();
        Annotator writer = Annotator.open(page, server.url(path));
        writer.signIn(ada.username(), TestServer.PASSWORD);
        writer.annotate(WORDS, "First in the ledger.");
        Page theirs = elsewhere();
        try {
            Annotator stranger = Annotator.open(theirs, server.url(path));
            stranger.sees("First in the ledger.");
            writer.annotate("The ledger cannot say which", "Second in the ledger.");
            stranger.takeUpdates();
            stranger.sees("Second in the ledger.");
        } finally {
            theirs.context().close();
        }
    }

    @Test
    void a_token_that_expires_is_renewed_and_the_socket_comes_back() {
        Member ada = server.member();
        page.navigate(server.url(path));
        Client client = client();
        Lifetimes before = client.lifetimes();
        server.bean(Clients.class).updateLifetimes(client.id(), shortAccess(before));
        try {
            List<WebSocket> sockets = new CopyOnWriteArrayList<>();
            page.onWebSocket(sockets::add);
            Annotator annotator = Annotator.open(page, server.url(path));
            annotator.signIn(ada.username(), TestServer.PASSWORD);
            page.waitForCondition(
                    () -> sockets.stream().anyMatch(each -> each.url().contains("access_token")));
            int open = sockets.size();
            Request refresh = page.waitForRequest(
                    request -> request.url().endsWith("/api/token")
                            && String.valueOf(request.postData()).contains("refresh_token"),
                    new Page.WaitForRequestOptions().setTimeout(40_000),
                    () -> {});
            assertThat(refresh.postData()).doesNotContain("client_id");
            page.waitForCondition(() -> sockets.size() > open);
            annotator.annotate(WORDS, "Still signed in.");
            assertThat(sockets.get(open - 1).isClosed()).isTrue();
        } finally {
            server.bean(Clients.class).updateLifetimes(client.id(), before);
        }
    }

    private static Lifetimes shortAccess(Lifetimes like) {
        return new Lifetimes(
                like.code(),
                SHORT,
                like.refreshIdle(),
                like.refreshTotal(),
                like.refreshGrace(),
                like.refreshRetry(),
                like.accessOutlivesRefresh(),
                like.lenient());
    }

    @Test
    void logging_out_ends_the_tokens() {
        Member ada = server.member();
        Annotator annotator = Annotator.open(page, server.url(path));
        annotator.signIn(ada.username(), TestServer.PASSWORD);
        Request revocation = page.waitForRequest(request -> request.url().endsWith("/oauth/revoke"), annotator::logOut);
        String token = String.valueOf(revocation.postData()).replaceFirst("^token=", "");
        assertThat(token).startsWith("5768-");
        assertThat(TestApp.get("/api/profile", Map.of("Authorization", "Bearer " + token))
                        .json()
                        .path("userid")
                        .isNull())
                .isTrue();
    }

    @Test
    void whoever_closes_the_window_stays_logged_out_and_can_try_again() {
        Member ada = server.member();
        Annotator annotator = Annotator.open(page, server.url(path));
        annotator.logIn().close();
        annotator.loggedOut();
        annotator.signIn(ada.username(), TestServer.PASSWORD);
    }

    @Test
    void whoever_cancels_in_the_window_stays_logged_out_and_may_change_their_mind() {
        signIn(server.member().username(), TestServer.PASSWORD);
        Client client = client();
        trust(client, false);
        try {
            Annotator annotator = Annotator.open(page, server.url(path));
            annotator.logIn().getByText("Cancel").click();
            annotator.sees("Authorization window was closed");
            annotator.loggedOut();
            annotator.logIn().locator("[data-ref=acceptBtn]").click();
            annotator.loggedIn();
        } finally {
            trust(client, true);
        }
    }

    /** Whether members are asked what the client may do. */
    private void trust(Client client, boolean trusted) {
        server.bean(Registrations.class)
                .change(
                        client,
                        new ClientRegistration(
                                client.name(),
                                client.authority(),
                                client.grantTypes(),
                                client.redirectUris(),
                                client.confidential(),
                                trusted,
                                client.pkceRequired()),
                        Actor.COMMAND_LINE);
    }

    @Test
    void the_demonstration_page_looks_right() {
        // Without the client: it is not ours to check, and taking pictures of it troubles the page's policy.
        page.route(
                "**/embed.js",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/javascript")
                        .setBody("")));
        picture(open("/annotate-demo"), "annotate-demo");
    }
}
