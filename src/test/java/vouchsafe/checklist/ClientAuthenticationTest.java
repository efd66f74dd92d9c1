package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vouchsafe.checklist.StandardApp.assertRefused;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.clients.ClientRegistration;
import vouchsafe.clients.Clients;
import vouchsafe.clients.NewClient;
import vouchsafe.crypto.Digests;
import vouchsafe.crypto.RandomText;
import vouchsafe.db.UuidV7;

/** Checklist group CA, the methods with a secret: who is calling. */
class ClientAuthenticationTest {
    private static WebSession member;

    @BeforeAll
    static void signIn() {
        member = TestServer.shared().signedIn(TestServer.shared().member());
    }

    private static Answer post(Map<String, String> form, String... headers) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return TestApp.post("/oauth2/token/", TestApp.encode(form), all);
    }

    private static Map<String, String> with(Map<String, String> form, String... more) {
        Map<String, String> all = new HashMap<>(form);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    @Test
    void CA_01_an_app_with_a_secret_must_show_it() {
        StandardApp app = StandardApp.confidential();
        Map<String, String> form = app.exchanging(app.code(member), Map.of());
        Answer nameless = post(form);
        assertRefused(nameless, 401, "invalid_client");
        assertThat(nameless.header("WWW-Authenticate").orElse("")).startsWith("Basic ");
        assertRefused(post(with(form, "client_id", app.clientId())), 401, "invalid_client");
        assertRefused(post(with(form, "client_id", app.clientId(), "client_secret", "")), 401, "invalid_client");
        assertRefused(post(form, "Authorization", TestApp.basic(app.clientId(), "")), 401, "invalid_client");
        assertRefused(post(form, "Authorization", "Bearer " + app.secret()), 401, "invalid_client");
        assertThat(post(with(form, "client_id", app.clientId(), "client_secret", app.secret()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void CA_02_id_and_secret_in_basic_are_form_encoded() {
        String id = "a:b+c%d e/" + RandomText.alphanumeric(20);
        String secret = "s:e+c%r e=t&é" + RandomText.alphanumeric(20);
        NewClient plan = StandardApp.plan(true, false);
        StandardApp app = StandardApp.create(new NewClient(
                id,
                plan.kind(),
                new ClientRegistration(
                        plan.decided().name(),
                        null,
                        plan.decided().grantTypes(),
                        plan.decided().redirectUris(),
                        true,
                        false,
                        true),
                false,
                plan.scopes(),
                plan.lifetimes()));
        Rows.update(
                "INSERT INTO client_secrets (id, client_id, hash, created_at) VALUES (?, ?, ?, ?)",
                UuidV7.next(),
                app.client().id(),
                Digests.sha256(secret),
                Timestamp.from(Instant.now()));
        TestServer.shared()
                .bean(Clients.class)
                .update(app.client().id(), "Strange", app.client().redirectUris(), true);
        Map<String, String> form = app.exchanging(app.code(member), Map.of());
        assertRefused(post(form, "Authorization", TestApp.basic(encoded(id), "x")), 401, "invalid_client");
        Answer tokens = post(form, "Authorization", TestApp.basic(encoded(id), encoded(secret)));
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void CA_03_one_way_of_authentication_not_two() {
        StandardApp app = StandardApp.confidential();
        Map<String, String> form = app.exchanging(app.code(member), Map.of());
        String basic = TestApp.basic(app.clientId(), app.secret());
        assertRefused(post(with(form, "client_secret", app.secret()), "Authorization", basic), 400, "invalid_request");
        assertRefused(
                post(with(form, "client_id", app.clientId(), "client_secret", app.secret()), "Authorization", basic),
                400,
                "invalid_request");
        // Naming oneself once more is no second way.
        assertThat(post(with(form, "client_id", app.clientId()), "Authorization", basic)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void CA_04_the_body_cannot_name_another_client() {
        StandardApp app = StandardApp.confidential();
        StandardApp other = StandardApp.confidential();
        String code = app.code(member);
        Answer answer = post(
                app.exchanging(code, Map.of("client_id", app.clientId())),
                "Authorization",
                TestApp.basic(other.clientId(), other.secret()));
        assertThat(answer.status()).isIn(400, 401);
        assertThat(answer.body()).doesNotContain("access_token");
        assertThat(app.exchange(code).status()).isEqualTo(200);
    }

    @Test
    void CA_06_an_app_without_a_secret_cannot_send_one() {
        StandardApp app = StandardApp.publicApp();
        String code = app.code(member);
        Map<String, String> form = app.exchanging(code, Map.of("client_id", app.clientId()));
        assertRefused(post(with(form, "client_secret", "anything")), 401, "invalid_client");
        assertRefused(post(form, "Authorization", TestApp.basic(app.clientId(), "anything")), 401, "invalid_client");
        assertThat(app.exchange(code).status()).isEqualTo(200);
        // A client that was given a secret does not pass without it.
        StandardApp confidential = StandardApp.confidential();
        Map<String, String> bare =
                confidential.exchanging(confidential.code(member), Map.of("client_id", confidential.clientId()));
        assertRefused(post(bare), 401, "invalid_client");
    }

    /** The time is the same by construction: one hash and constant-time comparisons on both ways. */
    @Test
    void CA_07_an_unknown_client_looks_like_a_wrong_secret() {
        StandardApp app = StandardApp.confidential();
        Map<String, String> form = Map.of("grant_type", "refresh_token", "refresh_token", "x");
        Answer unknown = post(form, "Authorization", TestApp.basic(RandomText.alphanumeric(40), app.secret()));
        Answer wrong = post(form, "Authorization", TestApp.basic(app.clientId(), RandomText.alphanumeric(64)));
        assertRefused(unknown, 401, "invalid_client");
        assertThat(wrong.status()).isEqualTo(unknown.status());
        assertThat(wrong.body()).isEqualTo(unknown.body());
        assertThat(wrong.header("WWW-Authenticate")).isEqualTo(unknown.header("WWW-Authenticate"));
    }

    @Test
    void CA_08_a_replaced_secret_lives_until_its_end_and_no_third_one_is_made() {
        StandardApp app = StandardApp.confidential();
        Clients clients = TestServer.shared().bean(Clients.class);
        Map<String, String> form = Map.of("grant_type", "refresh_token", "refresh_token", "x");
        String second = clients.issueSecret(app.client().id(), Instant.now().plus(Duration.ofHours(1)))
                .reveal();
        for (String secret : List.of(app.secret(), second)) {
            assertRefused(post(form, "Authorization", TestApp.basic(app.clientId(), secret)), 400, "invalid_grant");
        }
        assertThatThrownBy(() ->
                        clients.issueSecret(app.client().id(), Instant.now().plus(Duration.ofHours(1))))
                .isInstanceOf(IllegalStateException.class);
        String third = clients.issueSecret(app.client().id(), Instant.now()).reveal();
        for (String ended : List.of(app.secret(), second)) {
            assertRefused(post(form, "Authorization", TestApp.basic(app.clientId(), ended)), 401, "invalid_client");
        }
        assertRefused(post(form, "Authorization", TestApp.basic(app.clientId(), third)), 400, "invalid_grant");
        assertThat(clients.find(app.client().id()).orElseThrow().secrets())
                .hasSize(3)
                .allSatisfy(secret -> assertThat(secret.createdAt()).isNotNull());
    }

    @Test
    void CA_09_the_scheme_has_no_case() {
        StandardApp app = StandardApp.confidential();
        String basic = TestApp.basic(app.clientId(), app.secret()).substring("Basic".length());
        for (String scheme : List.of("basic", "BASIC", "bAsIc")) {
            Map<String, String> form = app.exchanging(app.code(member), Map.of());
            assertThat(post(form, "Authorization", scheme + basic).status()).isEqualTo(200);
        }
    }

    @Test
    void CA_10_a_secret_is_shown_once() {
        Member coordinator = TestServer.shared().member();
        TestApp app = TestApp.create(coordinator, Map.of());
        WebSession browser = TestServer.shared().signedIn(coordinator);
        String slug = app.project().slug();
        for (String path : List.of(
                "/direct-sharing/projects/oauth2/" + slug + "/",
                "/direct-sharing/projects/oauth2/update/" + slug + "/",
                "/direct-sharing/projects/manage/")) {
            HttpResponse<String> page = browser.get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body()).doesNotContain(app.secret());
        }
    }
}
