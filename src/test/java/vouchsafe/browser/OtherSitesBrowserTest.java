package vouchsafe.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.crypto.RandomText;
import vouchsafe.hypothesis.AnnotationApp;
import vouchsafe.hypothesis.TestAnnotator;
import vouchsafe.oauth.DeveloperTokens;
import vouchsafe.portal.documentation.GuideBlocks;

/** The annotation client, and apps, on pages of other sites than this server's. */
class OtherSitesBrowserTest extends BrowserTest {
    private static final String WORDS = "the ropes hang slack";

    private final HostSite site = HostSite.open();
    private final String path = "/" + RandomText.alphanumeric(12);

    @BeforeAll
    static void install() {
        TestAnnotator.install();
    }

    @AfterEach
    void closeSite() {
        site.close();
    }

    private String embedding() {
        return HostSite.ARTICLE.formatted("<script src=\"" + server.url("/embed.js") + "\" async></script>");
    }

    private Annotator openOn(HostSite host) {
        return Annotator.open(page, host.url(path));
    }

    @Test
    void a_member_annotates_a_page_of_another_site_and_is_known_there_from_then_on() {
        Member ada = server.member();
        site.page(path, embedding(), Map.of());
        Annotator annotator = openOn(site);
        annotator.signIn(ada.username(), TestServer.PASSWORD);
        annotator.annotate(WORDS, "So do the keepers.");
        Annotator later = openOn(site);
        later.loggedIn();
        later.sees("So do the keepers.");
    }

    /** Browsers keep what a framed page stores apart for each site that frames it; this server's own is a second one. */
    @Test
    void on_a_second_site_signing_in_takes_a_click_and_no_password() {
        Member ada = server.member();
        site.page(path, embedding(), Map.of());
        openOn(site).signIn(ada.username(), TestServer.PASSWORD);
        Annotator second = Annotator.open(page, server.url("/annotate-demo?run=" + path.substring(1)));
        second.loggedOut();
        second.logIn();
        second.loggedIn();
        openOn(site).loggedIn();
    }

    @Test
    void a_page_with_a_strict_policy_allows_what_the_guide_says_and_nothing_more() {
        Member ada = server.member();
        String base = server.url("");
        site.page(
                path,
                embedding(),
                Map.of(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src BASE; style-src BASE; connect-src BASE; frame-src BASE"
                                .replace("BASE", base)));
        Annotator annotator = openOn(site);
        annotator.signIn(ada.username(), TestServer.PASSWORD);
        annotator.annotate(WORDS, "Strictly speaking.");
        annotator.sees("Strictly speaking.");
    }

    @Test
    void on_a_page_that_keeps_its_windows_apart_members_learn_why_they_cannot_sign_in() {
        site.page(path, embedding(), Map.of("Cross-Origin-Opener-Policy", "same-origin"));
        Annotator annotator = openOn(site);
        Page window = page.context()
                .waitForPage(() -> annotator
                        .sidebar()
                        .getByTestId("login-links")
                        .getByText("Log in")
                        .click());
        annotator.sees("the page keeps its windows apart");
        window.getByText("can't hear this window").waitFor();
        picture(window, "popup-alone");
        annotator.loggedOut();
    }

    @Test
    void the_app_of_the_guide_signs_a_member_in_through_a_window() {
        Member ada = server.member();
        AnnotationApp app = AnnotationApp.redirectedTo(site.url("/callback"));
        site.page(
                "/popup.html",
                GuideBlocks.file("/docs/annotation-oauth/", "popup.html")
                        .replace("00000000-0000-0000-0000-000000000000", app.clientId()),
                Map.of());
        open(site.url("/popup.html"));
        Page window = page.waitForPopup(() -> page.click("button"));
        window.fill("[name=login]", ada.username());
        window.fill("[name=password]", TestServer.PASSWORD);
        window.click("main button[type=submit]");
        window.click("[data-ref=acceptBtn]");
        page.getByText("You are acct:" + ada.username() + "@127.0.0.1.").waitFor();
        assertThat(window.isClosed()).isTrue();
        page.waitForPopup(() -> page.click("button"))
                .locator("[data-ref=cancelBtn]")
                .click();
        page.getByText("You did not sign in.").waitFor();
    }

    @Test
    void the_page_of_the_guide_hears_of_annotations_as_they_are_written() {
        String token = server.bean(DeveloperTokens.class)
                .make(server.member().credentials())
                .reveal();
        String annotated = "https://example.com" + path;
        site.page(
                "/live.html",
                GuideBlocks.file("/docs/annotation-api/", "live.html")
                        .replace("6879-...", token)
                        .replace("https://example.com/orchard", annotated),
                Map.of());
        open(site.url("/live.html"));
        page.getByText("Listening as acct:").waitFor();
        TestApp.post(
                "/api/annotations",
                "{\"uri\": \"" + annotated
                        + "\", \"text\": \"Heard.\", \"permissions\": {\"read\": [\"group:__world__\"]}}",
                Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"));
        page.getByText("create: Heard.").waitFor();
    }
}
