package vouchsafe.clientsofothers;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.browser.BrowserTest;
import vouchsafe.browser.HostSite;
import vouchsafe.clients.NewClient;
import vouchsafe.hypothesis.AnnotationApp;

/** oidc-client-ts, unchanged, in pages of another origin: the browser asks this server what such pages may read. */
@Tag("clients")
class OidcClientBrowserTest extends BrowserTest {
    private static final String LIBRARY = "oidc-client-ts/dist/browser/oidc-client-ts.min.js";
    private static final String SIGN_IN = "() => { manager.signinRedirect() }";
    private static final String SHOWN = "user => JSON.stringify(user)";

    /** Every page of the app is its callback, too. */
    private static final String APP = """
        <!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>An app</title><h1>An app</h1>
        <script src="/library.js"></script>
        <script>
        const manager = new oidc.UserManager(%s)
        if (new URLSearchParams(location.search).has("state")) {
          window.answered = manager.signinCallback(location.href)
        }
        addEventListener("message", event => { if (event.origin === location.origin) window.heard = true })
        </script></html>
        """;

    private final HostSite site = HostSite.open();
    private final Member person = server.member();

    @BeforeEach
    void serveLibrary() throws IOException {
        String library = Files.readString(Tools.nodePackages().resolve(LIBRARY));
        site.page("/library.js", library, Map.of("Content-Type", "text/javascript;charset=UTF-8"));
    }

    @AfterEach
    void closeSite() {
        site.close();
    }

    private void openApp(ClientWay way, String address) {
        openApp(way, way.register(address), address);
    }

    /** Opens the app at this address, set up to sign members in this way. */
    private void openApp(ClientWay way, ClientWay.Registered client, String address) {
        Map<String, @Nullable Object> told = way.told(client, address);
        Map<String, @Nullable Object> settings = new LinkedHashMap<>();
        settings.put("authority", told.get("issuer"));
        if (way.endpoints() == ClientWay.Endpoints.STANDARD) {
            settings.put("metadataUrl", server.url("/.well-known/oauth-authorization-server"));
        } else {
            settings.put("metadata", told);
        }
        for (String name : List.of("client_id", "redirect_uri", "scope")) {
            settings.put(name, told.get(name));
        }
        if (told.get("client_secret") != null) {
            settings.put("client_secret", told.get("client_secret"));
            settings.put("client_authentication", way.authentication());
        }
        settings.put("disablePKCE", !way.proofKey());
        site.page("/app", APP.formatted(JsonMapper.shared().writeValueAsString(settings)), Map.of());
        open(address);
    }

    private static ClientWay standard() {
        return new ClientWay(ClientWay.Endpoints.STANDARD, "none", true);
    }

    private static void agree(Page window) {
        window.click("[data-ref=acceptBtn], button:has-text('Authorize project')");
    }

    private static JsonNode user(Page window, String script) {
        String got = String.valueOf(window.evaluate(script));
        assertThat(got).startsWith("{");
        return JsonMapper.shared().readTree(got);
    }

    @Test
    void a_page_signs_in_by_redirect_refreshes_and_revokes_in_every_way() {
        signIn(person.username(), TestServer.PASSWORD);
        for (ClientWay way : ClientWay.all("client_secret_basic", "client_secret_post", "none")) {
            openApp(way, site.url("/app"));
            page.evaluate(SIGN_IN);
            agree(page);
            page.waitForURL(site.url("/app?**"));
            JsonNode first = user(page, "() => answered.then(" + SHOWN + ")");
            assertThat(first.path("scope").asString())
                    .as(way.toString())
                    .isEqualTo(way.endpoints().scope());
            JsonNode second = user(page, "() => manager.signinSilent().then(" + SHOWN + ")");
            String token = second.path("access_token").asString();
            assertThat(token)
                    .as(way.toString())
                    .isNotEqualTo(first.path("access_token").asString());
            assertThat(way.endpoints().works(person).test(token))
                    .as(way.toString())
                    .isTrue();
            page.evaluate("() => manager.revokeTokens()");
            assertThat(way.endpoints().works(person).test(token))
                    .as(way.toString())
                    .isFalse();
        }
    }

    /**
     * The window's callback tells the page that opened it. This version of the library has another way, where the two were cut
     * apart; earlier ones and most others give up then.
     */
    @Test
    void a_page_signs_in_through_a_window_which_keeps_its_opener() {
        for (ClientWay.Endpoints endpoints : ClientWay.Endpoints.values()) {
            boolean project = endpoints == ClientWay.Endpoints.PROJECT;
            ClientWay way = new ClientWay(endpoints, project ? "client_secret_post" : "none", true);
            page.context().clearCookies();
            openApp(way, site.url("/app"));
            Page window = page.waitForPopup(
                    () -> page.evaluate("() => { window.answered = manager.signinPopup({popupAbortOnClose: true}) }"));
            window.fill("[name=login]", person.username());
            window.fill("[name=password]", "not the password");
            window.click("main button[type=submit]");
            window.getByText("no account with this name and password").waitFor();
            window.fill("[name=password]", TestServer.PASSWORD);
            window.click("main button[type=submit]");
            agree(window);
            JsonNode user = user(page, "() => answered.then(" + SHOWN + ")");
            assertThat(endpoints.works(person).test(user.path("access_token").asString()))
                    .as(way.toString())
                    .isTrue();
            assertThat(page.evaluate("() => heard")).as(way.toString()).isEqualTo(true);
        }
    }

    /** Members who agreed to an app without a secret are asked again (RFC 6749 section 10.2), but for the operator's own. */
    @Test
    void a_frame_renews_the_sign_in_of_a_trusted_app_and_is_told_what_others_need() {
        signIn(person.username(), TestServer.PASSWORD);
        String address = site.urlOfOneSite("/app");
        String frame =
                "() => manager.signinSilent({forceIframeAuth: true}).then(" + SHOWN + ", failure => failure.error)";
        ClientWay annotating = new ClientWay(ClientWay.Endpoints.ANNOTATION, "none", true);
        AnnotationApp trusted = AnnotationApp.create(NewClient.CODE_FLOW, false, true, true, null, address);
        openApp(annotating, new ClientWay.Registered(trusted.clientId(), null), address);
        String token = user(page, frame).path("access_token").asString();
        assertThat(annotating.endpoints().works(person).test(token)).isTrue();
        openApp(standard(), address);
        assertThat(page.evaluate(frame)).isEqualTo("consent_required");
        openApp(standard(), site.url("/app"));
        assertThat(page.evaluate(frame)).isEqualTo("login_required");
    }
}
