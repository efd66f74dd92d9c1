package vouchsafe.clientsofothers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.embedded.FreePort;

/**
 * OAuth libraries for JavaScript, unchanged, from sign-in over a refresh to revocation: at every family of endpoints, in
 * every way in which they show their client's secret, with a proof key and without. Each library is one process, which goes
 * one way after the other.
 */
@Tag("clients")
class JavaScriptClientsTest {
    private static final String WEB = "https://app.example.org/callback";

    private final TestServer server = TestServer.shared();
    private final Member person = server.member();
    private final WebSession browser = server.signedIn(person);

    @Test
    void openid_client() throws IOException {
        walk("openid_client.mjs", ClientWay.all("client_secret_basic", "client_secret_post", "none"));
    }

    @Test
    void oauth4webapi() throws IOException {
        walk("oauth4webapi.mjs", ClientWay.all("client_secret_basic", "client_secret_post", "none"));
    }

    @Test
    void badgateway_oauth2_client() throws IOException {
        walk(
                "badgateway_oauth2_client.mjs",
                ClientWay.all("client_secret_basic", "client_secret_basic_interop", "client_secret_post", "none"));
    }

    @Test
    void arctic() throws IOException {
        walk("arctic.mjs", ClientWay.all("client_secret_basic", "none"));
    }

    @Test
    void simple_oauth2() throws IOException {
        walk("simple_oauth2.mjs", ClientWay.all("client_secret_basic", "client_secret_post", "none", "none_basic"));
    }

    @Test
    void openid_client_5() throws IOException {
        walk("openid_client_5.mjs", ClientWay.all("client_secret_basic", "client_secret_post", "none"));
    }

    @Test
    void client_oauth2() throws IOException {
        walk("client_oauth2.mjs", ClientWay.all("client_secret_basic", "none+none_basic"));
    }

    @Test
    void passport_oauth2_and_passport_open_humans() throws IOException {
        List<ClientWay> ways = ClientWay.all("client_secret_post", "none");
        try (Script library = start("passport_oauth2.mjs", "passport-oauth2")) {
            walk(library, ways);
        }
        try (Script library = start("passport_oauth2.mjs", "passport-open-humans")) {
            walk(
                    library,
                    ways.stream()
                            .filter(way -> way.endpoints() == ClientWay.Endpoints.PROJECT)
                            .toList());
        }
    }

    @Test
    void openid_appauth() throws IOException {
        try (Script library = start("appauth.mjs")) {
            for (ClientWay way : ClientWay.all("client_secret_post", "none")) {
                String callback = "http://127.0.0.1/callback";
                String waiting = "http://127.0.0.1:" + FreePort.find() + "/callback";
                walk(library, way, way.register(callback), waiting);
            }
        }
    }

    private void walk(String program, List<ClientWay> ways) throws IOException {
        try (Script library = start(program)) {
            walk(library, ways);
        }
    }

    private static Script start(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of("node", Tools.nodeScript(program)));
        command.addAll(List.of(arguments));
        return Script.start(command, Map.of());
    }

    private void walk(Script library, List<ClientWay> ways) {
        for (ClientWay way : ways) {
            walk(library, way, way.register(WEB), WEB);
        }
    }

    /** The library prints where to send the member, then the tokens it got, then how it showed who it is. */
    private void walk(Script library, ClientWay way, ClientWay.Registered client, String redirectUri) {
        library.write(JsonMapper.shared().writeValueAsString(way.told(client, redirectUri)));
        library.write(agree(way, library.read()));
        JsonNode tokens = JsonMapper.shared().readTree(library.read());
        JsonNode first = tokens.path("first");
        JsonNode second = tokens.path("second");
        assertThat(first.path("expires_in").asInt())
                .as(way.toString())
                .isEqualTo(way.endpoints().seconds());
        Predicate<String> works = way.endpoints().works(person);
        String live = second.path("access_token").asString();
        assertThat(works.test(live)).as("%s: the new token", way).isTrue();
        assertThat(second.path("refresh_token").asString())
                .as(way.toString())
                .isNotEmpty()
                .isNotEqualTo(first.path("refresh_token").asString());
        library.write("revoke");
        JsonNode end = JsonMapper.shared().readTree(library.read());
        assertThat(end.path("shown").valueStream().map(JsonNode::asString))
                .as(way.toString())
                .containsExactlyInAnyOrderElementsOf(way.onTheWire());
        assertThat(end.path("refused").asString()).as(way.toString()).isIn("invalid_grant", "refused");
        assertThat(works.test(live)).as("%s: after the revocation", way).isFalse();
    }

    private String agree(ClientWay way, String address) {
        assertThat(address)
                .as(way.toString())
                .startsWith(server.url(way.endpoints().authorize()));
        assertThat(address.contains("code_challenge=")).as(way + " " + address).isEqualTo(way.proofKey());
        HttpResponse<String> page = browser.get(address);
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        return browser.post(address, TestApp.answer(page, way.endpoints().yes()))
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }
}
