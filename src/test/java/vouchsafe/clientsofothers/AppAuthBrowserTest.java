package vouchsafe.clientsofothers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

/** @openid/appauth, unchanged, in a page of another origin. */
@Tag("clients")
class AppAuthBrowserTest extends BrowserTest {
    private static final Map<String, String> SCRIPT =
            Map.of("Content-Type", "text/javascript;charset=UTF-8", "Cache-Control", "max-age=3600");

    /** What a bundler would do to a module of Node. */
    private static final String MODULE = """
        const all = {};
        (exports => {
        %s
        })(all)
        export const { byteLength, toByteArray, fromByteArray } = all
        """;

    private final HostSite site = HostSite.open();
    private final Member person = server.member();

    /** Its modules name each other without an ending, as servers of modules resolve them. */
    @BeforeEach
    void serveLibrary() throws IOException {
        Path library = Tools.nodePackages().resolve("appauth-in-pages/built/src");
        try (Stream<Path> files = Files.list(library)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".js")).toList()) {
                String name = file.getFileName().toString().replaceFirst("\\.js$", "");
                site.page("/appauth/" + name, Files.readString(file), SCRIPT);
            }
        }
        Path encoding = Tools.nodePackages().resolve("base64-js/index.js");
        site.page("/base64-js.js", MODULE.formatted(Files.readString(encoding)), SCRIPT);
    }

    @AfterEach
    void closeSite() {
        site.close();
    }

    @Test
    void a_page_signs_in_by_redirect_refreshes_and_revokes_in_every_way() throws IOException {
        signIn(person.username(), TestServer.PASSWORD);
        String app = Files.readString(Path.of(Tools.script("appauth_page.html")));
        List<ClientWay> ways = ClientWay.all("client_secret_post", "none");
        for (ClientWay way : ways) {
            String address = site.url("/app");
            String settings = JsonMapper.shared().writeValueAsString(way.told(way.register(address), address));
            site.page("/app", app.replace("SETTINGS", settings), Map.of());
            open(address);
            page.waitForFunction("() => window.signIn");
            page.evaluate("() => signIn()");
            page.click("[data-ref=acceptBtn], button:has-text('Authorize project')");
            page.waitForURL(address + "?**");
            page.waitForFunction("() => window.finish");
            JsonNode first = tokens("() => finish()", "");
            JsonNode second = tokens("refresh", first.path("refresh_token").asString());
            String token = second.path("access_token").asString();
            assertThat(token)
                    .as(way.toString())
                    .isNotEqualTo(first.path("access_token").asString());
            assertThat(way.endpoints().works(person).test(token))
                    .as(way.toString())
                    .isTrue();
            page.evaluate("revoke", second.path("refresh_token").asString());
            assertThat(way.endpoints().works(person).test(token))
                    .as(way.toString())
                    .isFalse();
        }
    }

    private JsonNode tokens(String call, String argument) {
        String script = "token => (%s)(token).then(answer => JSON.stringify(answer.toJson()))".formatted(call);
        return JsonMapper.shared().readTree(String.valueOf(page.evaluate(script, argument)));
    }
}
