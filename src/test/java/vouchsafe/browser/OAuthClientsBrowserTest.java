package vouchsafe.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.clients.Clients;
import vouchsafe.hypothesis.AnnotationApp;

/** An administrator registers a client; members sign in to it through a popup. */
class OAuthClientsBrowserTest extends BrowserTest {
    private static final Map<String, String> SEED_REQUEST =
            Map.of("redirect_uri", "https://myapp.com/authorize", "response_type", "code", "state", "aa3d3062b4dbe0a1");

    @Test
    void an_administrator_registers_changes_and_deletes_clients() {
        signIn(server.administrator().username(), TestServer.PASSWORD);
        open("/admin/oauthclients");
        page.click("text=Register a new OAuth client");
        page.fill("#id_name", "Reading circle");
        page.fill("#id_redirect_url", "http://example.org/cb");
        page.click("text=Register client");
        assertThat(page.textContent(".error-summary")).contains("must use https");
        picture(page, "oauthclient-errors");
        page.fill("#id_authority", "partner.example");
        page.check("[value=jwt_bearer]");
        page.click("text=Register client");
        assertThat(page.textContent("main")).contains("shown this once");
        picture(page, "oauthclient-secret");
        open("/admin/oauthclients");
        picture(page, "oauthclients");
        page.click("text=Reading circle");
        page.click("summary:has-text('Delete this client')");
        page.onDialog(dialog -> dialog.accept());
        page.click("main button:has-text('Delete client')");
        page.waitForURL("**/admin/oauthclients");
        assertThat(page.textContent("main")).contains("Reading circle is deleted.");
    }

    /** The seed "Using OAuth": a name, the grant type and the redirect URL are filled in, and its four requests work. */
    @Test
    void a_client_registered_with_the_form_as_it_stands_serves_the_requests_of_the_seed() {
        AnnotationApp app = registeredAsTheSeedSays();
        assertThat(page.textContent("main")).contains("PKCE is not required", "Nobody has signed in");
        String clientId = app.clientId();
        WebSession member = server.signedIn(server.member());
        Map<String, String> answer = TestApp.query(member.post(
                        app.authorizePath(SEED_REQUEST),
                        TestApp.answer(member.get(app.authorizePath(SEED_REQUEST)), Map.of()))
                .headers()
                .firstValue("Location")
                .orElseThrow());
        assertThat(answer).containsEntry("state", "aa3d3062b4dbe0a1");
        Answer tokens = TestApp.post(
                "/api/token",
                "client_id=" + clientId + "&code=" + answer.get("code") + "&grant_type=authorization_code",
                Map.of());
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        Answer refreshed = TestApp.post(
                "/api/token", "grant_type=refresh_token&refresh_token=" + tokens.text("refresh_token"), Map.of());
        assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
        assertThat(TestApp.post("/oauth/revoke", "token=" + refreshed.text("access_token"), Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(AnnotationApp.debug(refreshed.text("access_token")).status()).isEqualTo(401);

        page.reload();
        assertThat(page.textContent(".notice-warning")).contains("Its only sign-in so far came without a challenge");
        picture(page, "oauthclient-without-pkce");
    }

    @Test
    void pkce_is_offered_where_each_sign_in_sent_a_challenge_and_required_with_one_click() {
        AnnotationApp app = registeredAsTheSeedSays();
        app.code(
                server.signedIn(server.member()),
                Map.of(
                        "code_challenge",
                        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                        "code_challenge_method",
                        "S256"));
        page.reload();
        assertThat(page.textContent("main")).contains("Its only sign-in so far sent a PKCE challenge");
        picture(page, "oauthclient-pkce-offer");
        page.click("main button:has-text('Require PKCE')");
        assertThat(page.textContent("main")).contains("PKCE is required now").doesNotContain("PKCE is not required");
        assertThat(page.isChecked("[name=pkce_required]")).isTrue();
        assertThat(server.signedIn(server.member())
                        .get(app.authorizePath(SEED_REQUEST))
                        .body())
                .doesNotContain("consent_seal");
    }

    private AnnotationApp registeredAsTheSeedSays() {
        signIn(server.administrator().username(), TestServer.PASSWORD);
        open("/admin/oauthclients");
        page.click("text=Register a new OAuth client");
        page.fill("#id_name", "My app");
        page.check("[value=authorization_code]");
        page.fill("#id_redirect_url", SEED_REQUEST.get("redirect_uri"));
        page.click("text=Register client");
        page.waitForURL(url -> !url.endsWith("/new"));
        String clientId = page.url().substring(page.url().lastIndexOf('/') + 1);
        return AnnotationApp.of(server.bean(Clients.class).byClientId(clientId).orElseThrow());
    }

    @Test
    void a_member_makes_a_developer_token() {
        signIn(server.member().username(), TestServer.PASSWORD);
        open("/account/developer");
        page.click("text=Make a token");
        assertThat(page.textContent("main")).contains("shown this once");
        picture(page, "developer-token");
    }

    private AnnotationApp app() {
        return AnnotationApp.redirectedTo(server.url("/app.html"));
    }

    /** The window of an app, which notes what popups tell it. */
    private Page opener() {
        page.route(
                server.url("/app.html"),
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/html")
                        .setBody("<!DOCTYPE html><title>App</title><p>An app</p>")));
        page.navigate(server.url("/app.html"));
        page.evaluate("() => { window.addEventListener('message', event => { window.heard = event.data; }); }");
        return page;
    }

    private Page popup(AnnotationApp app, String action) {
        String url = server.url(app.authorizePath(
                Map.of("response_mode", "web_message", "state", "aa3d3062b4dbe0a1", "action", action)));
        return page.waitForPopup(() ->
                page.evaluate("url => { window.open(url, 'popup', 'left=100,top=100,width=475,height=630'); }", url));
    }

    private Map<?, ?> heard() {
        page.waitForFunction("() => window.heard");
        return (Map<?, ?>) page.evaluate("() => window.heard");
    }

    @Test
    void a_stranger_signs_in_inside_the_popup_and_the_app_gets_a_code() {
        AnnotationApp app = app();
        Member member = server.member();
        opener();
        Page popup = popup(app, "login");
        popup.fill("[name=login]", member.username());
        popup.fill("[name=password]", TestServer.PASSWORD);
        popup.click("main button[type=submit]");
        popup.waitForSelector("[data-ref=acceptBtn]");
        popup.click("[data-ref=acceptBtn]");
        Map<?, ?> heard = heard();
        assertThat(heard.get("type")).isEqualTo("authorization_response");
        assertThat(heard.get("state")).isEqualTo("aa3d3062b4dbe0a1");
        assertThat(app.exchange(String.valueOf(heard.get("code"))).status()).isEqualTo(200);
        assertThat(popup.isClosed()).isTrue();
        open(app.authorizePath(Map.of("response_mode", "web_message")));
        picture(page, "popup-consent");
        open("/oauth/authorize?client_id=nobody");
        picture(page, "popup-error");
    }

    @Test
    void an_administrator_sees_why_calls_were_refused() {
        AnnotationApp app = AnnotationApp.confidential();
        AnnotationApp.token(Map.of("grant_type", "authorization_code", "client_id", app.clientId(), "code", "x"));
        app.exchange("never-issued");
        TestApp.post(
                "/api/annotations",
                "{}",
                Map.of("Authorization", TestApp.basic(app.clientId(), "wrong"), "Content-Type", "application/json"));
        signIn(server.administrator().username(), TestServer.PASSWORD);
        open("/admin/oauthclients/" + app.clientId());
        page.click("main >> text=Refused calls");
        // They are written within a second.
        page.waitForCondition(() -> {
            page.reload();
            return page.locator("section[aria-labelledby=refused] tbody tr").count() == 3;
        });
        assertThat(page.textContent("main")).contains("no client secret was sent", "takes no HTTP Basic");
        picture(page, "oauthclient-requests");
    }

    @Test
    void a_newcomer_signs_up_inside_the_popup_and_the_app_hears_of_a_cancel() {
        AnnotationApp app = app();
        opener();
        Page popup = popup(app, "signup");
        String username =
                "new_" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        popup.fill("[name=username]", username);
        popup.fill("[name=name]", "New Comer");
        popup.fill("[name=email]", username + "@example.org");
        popup.fill("[name=password]", TestServer.PASSWORD);
        popup.click("main button[type=submit]");
        popup.waitForSelector("[data-ref=cancelBtn]");
        popup.click("[data-ref=cancelBtn]");
        assertThat(heard().get("type")).isEqualTo("authorization_canceled");
    }

    @Test
    void the_app_hears_that_the_window_was_closed() {
        AnnotationApp app = app();
        signIn(server.member().username(), TestServer.PASSWORD);
        opener();
        Page popup = popup(app, "login");
        popup.waitForSelector("[data-ref=cancelBtn]");
        popup.close(new Page.CloseOptions().setRunBeforeUnload(true));
        assertThat(heard().get("type")).isEqualTo("authorization_canceled");
        assertThat(heard().get("state")).isEqualTo("aa3d3062b4dbe0a1");
    }
}
