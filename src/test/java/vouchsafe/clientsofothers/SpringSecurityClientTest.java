package vouchsafe.clientsofothers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.crypto.RandomText;

/** A web app with Spring Security's OAuth2 client: sign-in through its filters, refresh by its manager, revocation. */
@Tag("clients")
class SpringSecurityClientTest {
    private static SpringApp spring;

    private final String registration = RandomText.alphanumeric(12);
    private final WebSession browser =
            TestServer.shared().signedIn(TestServer.shared().member());

    @BeforeAll
    static void start() {
        TestServer.shared();
        spring = SpringApp.start();
    }

    @AfterAll
    static void stop() {
        spring.close();
    }

    /** Where Spring Security's sign-in waits for the answer, and where an app that signs nobody in does. */
    private String loginCallback() {
        return spring.url("/login/oauth2/code/" + registration);
    }

    private String clientCallback() {
        return spring.url("/authorized/" + registration);
    }

    private ClientRegistration.Builder settings(LibraryApp app, ClientAuthenticationMethod way) {
        return ClientRegistration.withRegistrationId(registration)
                .clientId(app.clientId())
                .clientSecret(app.secret())
                .clientAuthenticationMethod(way)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(app.redirectUri())
                .scope(app.at().scopes())
                .authorizationUri(app.at().authorize())
                .tokenUri(app.at().token())
                .userInfoUri(app.at().whoAmI())
                .userNameAttributeName(app.at().nameKey());
    }

    /** The visitor presses "sign in", says yes at the server, and comes back. */
    private HttpResponse<String> comeBack(LibraryApp app) {
        String url = browser.get(spring.url("/oauth2/authorization/" + registration))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(TestApp.query(url)).containsKeys("state", "code_challenge");
        return browser.get(app.allow(browser, url));
    }

    private JsonNode held() {
        return JsonMapper.shared()
                .readTree(browser.get(spring.url("/tokens/" + registration)).body());
    }

    private String call() {
        return browser.get(spring.url("/call/" + registration)).body();
    }

    private void goAllTheWay(LibraryApp app, ClientRegistration settings, Map<String, String> credentials) {
        spring.register(settings);
        HttpResponse<String> back = comeBack(app);
        assertThat(back.statusCode()).as(back.body()).isEqualTo(302);
        JsonNode first = held();
        assertThat(app.isAlive(first.path("access").asString())).isTrue();
        if (app.at() != Addresses.STANDARD) {
            assertThat(first.path("name").asString()).isNotEqualTo("anonymousUser");
            assertThat(call()).contains(first.path("name").asString());
        } else {
            call();
        }
        JsonNode second = held();
        assertThat(second.path("access").asString())
                .isNotEqualTo(first.path("access").asString());
        assertThat(second.path("refresh").asString())
                .isNotEqualTo(first.path("refresh").asString());
        assertThat(app.isAlive(second.path("access").asString())).isTrue();

        revoke(app, second.path("refresh").asString(), credentials);
        assertThat(app.isAlive(second.path("access").asString())).isFalse();
        assertThat(call()).isEqualTo("invalid_grant");
        assertThat(held().isEmpty())
                .as("Spring Security has forgotten what is over")
                .isTrue();
    }

    /** Spring Security has no call for it: an app sends the form itself. */
    private static void revoke(LibraryApp app, String token, Map<String, String> credentials) {
        String path = app.at().revoke().substring(TestServer.shared().url("").length());
        var answer = credentials.containsKey("Authorization")
                ? TestApp.post(path, TestApp.encode(Map.of("token", token)), credentials)
                : TestApp.post(
                        path, TestApp.encode(Map.of("token", token)) + "&" + TestApp.encode(credentials), Map.of());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private void inTheHeader(Function<String, LibraryApp> kind) {
        LibraryApp app = kind.apply(loginCallback());
        goAllTheWay(
                app,
                settings(app, ClientAuthenticationMethod.CLIENT_SECRET_BASIC).build(),
                Map.of("Authorization", TestApp.basic(app.clientId(), app.secret())));
    }

    private void inTheForm(Function<String, LibraryApp> kind) {
        LibraryApp app = kind.apply(loginCallback());
        goAllTheWay(
                app,
                settings(app, ClientAuthenticationMethod.CLIENT_SECRET_POST).build(),
                Map.of("client_id", app.clientId(), "client_secret", app.secret()));
    }

    @Test
    void a_project_with_client_secret_basic() {
        inTheHeader(LibraryApp::project);
    }

    @Test
    void a_project_with_client_secret_post() {
        inTheForm(LibraryApp::project);
    }

    @Test
    void an_annotation_client_with_client_secret_basic() {
        inTheHeader(LibraryApp::annotator);
    }

    @Test
    void an_annotation_client_with_client_secret_post() {
        inTheForm(LibraryApp::annotator);
    }

    @Test
    void an_annotation_client_without_a_secret() {
        LibraryApp app = LibraryApp.annotatorWithoutSecret(loginCallback());
        goAllTheWay(app, settings(app, ClientAuthenticationMethod.NONE).build(), Map.of("client_id", app.clientId()));
    }

    /** It signs nobody in, and learns the addresses from the server's metadata. */
    @Test
    void an_app_without_a_secret_that_reads_the_metadata() {
        LibraryApp app = LibraryApp.withoutSecret(clientCallback());
        ClientRegistration settings = ClientRegistrations.fromIssuerLocation(
                        TestServer.shared().url(""))
                .registrationId(registration)
                .clientId(app.clientId())
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(app.redirectUri())
                .userInfoUri(app.at().whoAmI())
                .build();
        assertThat(settings.getProviderDetails().getTokenUri())
                .isEqualTo(app.at().token());
        goAllTheWay(app, settings, Map.of("client_id", app.clientId()));
    }

    @Test
    void a_wrong_secret_signs_nobody_in() {
        signsNobodyIn(LibraryApp.project(loginCallback()));
        signsNobodyIn(LibraryApp.annotator(loginCallback()));
    }

    /** Spring Security reads the error object of a 400 only; of a 401 it keeps the text. */
    private void signsNobodyIn(LibraryApp app) {
        spring.register(settings(app.withWrongSecret(), ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .build());
        HttpResponse<String> back = comeBack(app);
        assertThat(back.statusCode()).isEqualTo(401);
        assertThat(back.body()).contains("401", "invalid_client");
        assertThat(held().isEmpty()).isTrue();
    }
}
