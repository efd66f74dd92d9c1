package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.clients.Clients;
import vouchsafe.clients.ServerRights;
import vouchsafe.db.DatabaseSettings;
import vouchsafe.hypothesis.AnnotationApp;

/** {@code client create}: what it makes works, and what it can't make is said. */
@Tag("slow")
class ClientCommandTest {
    /** The folder of the server that tests share, so that what a command makes is there at once. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "VOUCHSAFE_DATA_DIR",
            TestServer.shared().bean(Settings.class).dataFolder().toString());

    private static VouchsafeProcess.Ended create(String... options) {
        String database = TestServer.shared().bean(DatabaseSettings.class).jdbcUrl();
        return InThisProcess.run("", ENVIRONMENT, arguments(List.of("--db", database), options));
    }

    /** The same, by a process of its own, which finds the database by the folder. */
    private static VouchsafeProcess.Ended createApart(String... options) {
        return VouchsafeProcess.run("", ENVIRONMENT, arguments(List.of(), options));
    }

    private static String[] arguments(List<String> more, String... options) {
        return Stream.of(List.of("client", "create", "--name", "Their server", "--json"), more, List.of(options))
                .flatMap(List::stream)
                .toArray(String[]::new);
    }

    private static JsonNode made(VouchsafeProcess.Ended ended) {
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return JsonMapper.shared().readTree(ended.out());
    }

    private static String assertion(JsonNode client, String authority) throws JOSEException {
        long now = InstantSource.system().instant().getEpochSecond();
        Map<String, Object> claims = Map.of(
                "iss",
                client.get("client_id").asString(),
                "aud",
                "127.0.0.1",
                "sub",
                "acct:theirs@" + authority,
                "nbf",
                now,
                "exp",
                now + 300);
        JWSObject object = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(claims));
        object.sign(new MACSigner(client.get("client_secret").asString().getBytes(StandardCharsets.UTF_8)));
        return object.serialize();
    }

    @Test
    void what_a_client_lacks_is_said() {
        String redirect = "https://app.example.org/cb";
        assertThat(create("--redirect-uri", redirect).err())
                .contains("takes the tokens of this app for nobody's")
                .contains("--lifetimes hypothesis")
                .doesNotContain("PKCE");
        assertThat(createApart("--redirect-uri", redirect, "--scope", "annotation:read")
                        .err())
                .isEmpty();
        assertThat(create("--redirect-uri", redirect, "--lifetimes", "hypothesis")
                        .err())
                .isEmpty();
        assertThat(create("--grant-type", "client_credentials", "--authority", "their.example")
                        .err())
                .isEmpty();
    }

    @Test
    void a_public_client_needs_pkce_where_the_command_says_so() {
        String redirect = "https://app.example.org/cb";
        VouchsafeProcess.Ended recommended = create("--redirect-uri", redirect, "--public");
        VouchsafeProcess.Ended annotator = create("--redirect-uri", redirect, "--public", "--lifetimes", "hypothesis");
        VouchsafeProcess.Ended modern =
                create("--redirect-uri", redirect, "--public", "--lifetimes", "hypothesis", "--require-pkce");
        assertThat(recommended.err()).doesNotContain("PKCE");
        assertThat(annotator.err()).contains("PKCE is not required").contains("--require-pkce");
        assertThat(modern.err()).isEmpty();
        for (String path : List.of("/oauth/authorize", "/oauth2/authorize/")) {
            assertThat(needsPkce(path, recommended)).as(path).isTrue();
            assertThat(needsPkce(path, annotator)).as(path).isFalse();
            assertThat(needsPkce(path, modern)).as(path).isTrue();
        }
    }

    private static boolean needsPkce(String path, VouchsafeProcess.Ended client) {
        WebSession member = TestServer.shared().signedIn(TestServer.shared().member());
        String clientId = made(client).get("client_id").asString();
        HttpResponse<String> page = member.get(path + "?"
                + TestApp.encode(Map.of(
                        "client_id", clientId, "response_type", "code", "redirect_uri", "https://app.example.org/cb")));
        String all = page.body() + page.headers().firstValue("Location").orElse("");
        boolean asks = all.contains("consent_seal");
        assertThat(asks).isNotEqualTo(all.contains("challenge"));
        return !asks;
    }

    @Test
    void a_third_partys_clients_make_accounts_and_vouch_for_them() throws Exception {
        String authority =
                "c" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + ".example";
        JsonNode serving = made(create("--grant-type", "client_credentials", "--authority", authority));
        JsonNode vouching = made(create(
                "--grant-type",
                "jwt_bearer",
                "--grant-type",
                "refresh_token",
                "--authority",
                authority,
                "--lifetimes",
                "hypothesis",
                "--access-seconds",
                "120"));
        String basic = TestApp.basic(
                serving.get("client_id").asString(),
                serving.get("client_secret").asString());
        Answer user = TestApp.post(
                "/api/users",
                "{\"authority\":\"" + authority + "\",\"username\":\"theirs\",\"email\":\"a@" + authority + "\"}",
                Map.of("Authorization", basic, "Content-Type", "application/json"));
        assertThat(user.text("userid")).as(user.body()).isEqualTo("acct:theirs@" + authority);
        Answer tokens = AnnotationApp.token(
                Map.of("grant_type", AnnotationApp.ASSERTION, "assertion", assertion(vouching, authority)));
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        assertThat(tokens.json().path("expires_in").asInt()).isBetween(110, 120);
        Answer refreshed = AnnotationApp.refresh(tokens.text("refresh_token"));
        assertThat(refreshed.json().path("expires_in").asInt()).isBetween(110, 120);
        assertThat(AnnotationApp.profile(refreshed.text("access_token")).text("userid"))
                .isEqualTo("acct:theirs@" + authority);
    }

    @Test
    void a_site_of_the_operators_own_looks_after_members() {
        JsonNode made = made(create("--grant-type", "client_credentials", "--own-members", "--bulk"));
        String name =
                "cmd" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        Answer user = TestApp.post(
                "/api/users",
                "{\"authority\":\"127.0.0.1\",\"username\":\"" + name + "\",\"email\":\"" + name + "@example.org\"}",
                Map.of(
                        "Authorization",
                        TestApp.basic(
                                made.get("client_id").asString(),
                                made.get("client_secret").asString()),
                        "Content-Type",
                        "application/json"));
        assertThat(user.text("userid")).as(user.body()).isEqualTo("acct:" + name + "@127.0.0.1");
        assertThat(TestServer.shared()
                        .bean(Clients.class)
                        .byClientId(made.get("client_id").asString())
                        .orElseThrow()
                        .rights())
                .isEqualTo(new ServerRights(true, true));
    }

    @Test
    void an_annotation_client_signs_members_in() {
        JsonNode made = made(createApart(
                "--public", "--trusted", "--lifetimes", "hypothesis", "--redirect-uri", AnnotationApp.REDIRECT));
        assertThat(made.propertyNames()).containsExactly("id", "client_id");
        TestServer server = TestServer.shared();
        AnnotationApp app = AnnotationApp.of(server.bean(Clients.class)
                .byClientId(made.get("client_id").asString())
                .orElseThrow());
        HttpResponse<String> popup =
                server.signedIn(server.member()).get(app.authorizePath(Map.of("response_mode", "web_message")));
        Answer tokens = app.exchange(AnnotationApp.settings(popup).path("code").asString());
        assertThat(tokens.text("scope")).isEqualTo("annotation:read annotation:write");
        assertThat(AnnotationApp.refresh(tokens.text("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void what_cannot_be_is_said_and_nothing_is_made() {
        assertRefused(
                "must be a domain in lower case",
                createApart("--grant-type", "client_credentials", "--authority", "Not A Domain"));
        assertRefused("name their domain with --authority", "--grant-type", "jwt_bearer");
        assertRefused(
                "leave out --public",
                "--grant-type",
                "client_credentials",
                "--authority",
                "partner.example",
                "--public");
        assertRefused(
                "authorization_code, refresh_token, jwt_bearer or client_credentials",
                "--grant-type",
                "password",
                "--redirect-uri",
                "https://example.org/cb");
        for (String seconds : List.of("0", "99999999999")) {
            assertRefused("--access-seconds", "--redirect-uri", "https://example.org/cb", "--access-seconds", seconds);
        }
    }

    private static void assertRefused(String why, String... options) {
        assertRefused(why, create(options));
    }

    private static void assertRefused(String why, VouchsafeProcess.Ended ended) {
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err()).contains(why);
        assertThat(ended.out()).isEmpty();
    }
}
