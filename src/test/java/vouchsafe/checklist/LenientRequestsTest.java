package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static vouchsafe.checklist.Redirects.location;
import static vouchsafe.checklist.StandardApp.assertRefused;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.crypto.RandomText;
import vouchsafe.oauth.OAuthError;

/** What RFC 6749 sections 3.1 and 3.2 tell a server to overlook, and how browsers write queries. */
class LenientRequestsTest {
    private static final String UNKNOWN = "&utm=1&utm=2&resource=a&resource=b&empty=";

    private final WebSession member =
            TestServer.shared().signedIn(TestServer.shared().member());

    @Test
    void unknown_parameters_are_ignored_however_often_they_come() {
        StandardApp app = StandardApp.confidential();
        HttpResponse<String> asked = StandardApp.allow(member, app.authorizePath(Map.of()) + UNKNOWN);
        String body = TestApp.encode(app.exchanging(
                        Redirects.code(asked), Map.of("client_id", app.clientId(), "client_secret", app.secret())))
                + UNKNOWN;
        Answer tokens = TestApp.post("/oauth2/token?utm=1&utm=2&empty=", body, Map.of());
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        String ended = TestApp.encode(Map.of(
                        "token",
                        tokens.text("refresh_token"),
                        "client_id",
                        app.clientId(),
                        "client_secret",
                        app.secret()))
                + UNKNOWN;
        assertThat(TestApp.post("/oauth2/revoke?utm=1", ended, Map.of()).status())
                .isEqualTo(200);
        assertRefused(app.refresh(tokens.text("refresh_token")), 400, "invalid_grant");
    }

    @Test
    void a_parameter_without_a_value_is_as_if_it_were_left_out() {
        StandardApp app = StandardApp.publicApp();
        String empties = "&state=&scope=&nonce=&prompt=&max_age=&request=&request_uri=&response_mode=&client_id=";
        HttpResponse<String> asked = StandardApp.allow(member, app.authorizePath(Map.of("state", "")) + empties);
        assertThat(location(asked)).startsWith(app.redirectUri()).doesNotContain("state=");
        String form = TestApp.encode(app.exchanging(Redirects.code(asked), Map.of("client_id", app.clientId())))
                + "&client_secret=&scope=&client_id=&code=";
        Answer tokens = TestApp.post("/oauth2/token?client_secret=&code=", form, Map.of());
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        Answer again = TestApp.post(
                "/oauth2/token",
                TestApp.encode(Map.of("grant_type", "refresh_token", "refresh_token", tokens.text("refresh_token"))),
                Map.of("Authorization", basic(app.clientId() + ":")));
        assertThat(again.status())
                .as("a Basic header without a secret names a public client: %s", again.body())
                .isEqualTo(200);
        Answer revoked = TestApp.post(
                "/oauth2/revoke?token=",
                TestApp.encode(Map.of("token", again.text("refresh_token"))) + "&token_type_hint=&client_secret=",
                Map.of("Authorization", basic(app.clientId() + ":")));
        assertThat(revoked.status()).as(revoked.body()).isEqualTo(200);
    }

    @Test
    void an_empty_verifier_proves_nothing() {
        StandardApp app = StandardApp.confidential();
        String form = TestApp.encode(app.exchanging(
                        app.code(member),
                        Map.of("code_verifier", "", "client_id", app.clientId(), "client_secret", app.secret())))
                + "&code_verifier=";
        assertRefused(TestApp.post("/oauth2/token", form, Map.of()), 400, "invalid_grant");
    }

    @Test
    void an_empty_secret_proves_nothing_for_a_client_that_has_one() {
        StandardApp app = StandardApp.confidential();
        Map<String, String> form = Map.of("grant_type", "refresh_token", "refresh_token", "x");
        assertRefused(
                TestApp.post(
                        "/oauth2/token", TestApp.encode(form), Map.of("Authorization", basic(app.clientId() + ":"))),
                401,
                "invalid_client");
        assertRefused(
                TestApp.post(
                        "/oauth2/token",
                        TestApp.encode(form) + "&client_secret=&client_id=" + app.clientId(),
                        Map.of()),
                401,
                "invalid_client");
        Answer twoNames = TestApp.post(
                "/oauth2/token",
                TestApp.encode(form) + "&client_id=another",
                Map.of("Authorization", basic(app.clientId() + ":")));
        assertRefused(twoNames, 400, "invalid_request");
    }

    /** Browsers leave these alone in a query (URL Standard, query percent-encode set), and some send the others too. */
    @Test
    void raw_characters_of_browsers_come_back_unchanged_on_every_authorization_address() throws Exception {
        String state = "{\"a\":[1|2],\"b\":\"^`\\<x>\"}";
        StandardApp app = StandardApp.confidential();
        TestApp project = TestApp.create();
        for (String path : List.of(app.authorizePath(Map.of("state", "")), project.authorizePath(Map.of()))) {
            String raw = path + "&state=" + state;
            String asked = RawRequest.get(raw, member);
            assertThat(asked).as(raw).startsWith("HTTP/1.1 200");
            String action = asked.replaceAll("(?s).*<form method=\"post\" action=\"([^\"]+)\".*", "$1")
                    .replace("&amp;", "&");
            String seal = asked.replaceAll("(?s).*name=\"consent_seal\" value=\"([^\"]+)\".*", "$1");
            member.get(path);
            String done = location(member.post(action, Map.of("consent_seal", seal, "allow", "yes")));
            assertThat(stateOf(done)).isEqualTo(state);
            String stranger = RawRequest.get(raw, TestServer.shared().browser());
            assertThat(stranger).startsWith("HTTP/1.1 30").contains("/account/login/");
        }
    }

    private static String stateOf(String location) {
        return URLDecoder.decode(
                URI.create(location).getRawQuery().replaceAll("(.*&)?state=([^&]*).*", "$2"), StandardCharsets.UTF_8);
    }

    @Property(tries = 500)
    void a_description_has_only_characters_that_rfc_6749_allows(@ForAll String text) {
        assertThat(OAuthError.invalidRequest(text).description()).matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]*");
    }

    @Test
    void every_refusal_of_a_hostile_request_is_described_in_allowed_characters() {
        // Named, since refusals of callers without a name are counted together for all tests.
        String self = RandomText.alphanumeric(12);
        List<String> hostile = List.of(
                "grant_type=%22%5C%C3%A9&client_id=%E2%82%AC",
                "grant_type=%22&grant_type=%5C&client_id=" + self,
                "client_id=%00",
                "%22=%5C&%22=1&client_id=" + self,
                "grant_type=authorization_code&code=%F0%9F%98%80&client_id=%22");
        for (String body : hostile) {
            for (String path :
                    List.of("/oauth2/token", "/oauth2/token/", "/oauth2/revoke", "/api/token", "/oauth/revoke")) {
                Answer answer = TestApp.post(path, body, Map.of());
                if (answer.status() >= 400) {
                    assertThat(answer.text("error_description"))
                            .as("%s %s", path, body)
                            .matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+");
                }
            }
        }
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
