package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static vouchsafe.checklist.StandardApp.alive;
import static vouchsafe.checklist.StandardApp.assertRefused;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.TravelsInTime;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.MemberAdministration;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.clients.ClientRegistration;
import vouchsafe.clients.Clients;
import vouchsafe.clients.Lifetimes;
import vouchsafe.clients.NewClient;

/** Checklist group TK: the token endpoint. */
@TravelsInTime
class TokenEndpointTest {
    private static WebSession member;

    @BeforeAll
    static void signIn() {
        member = TestServer.shared().signedIn(TestServer.shared().member());
    }

    @Test
    void TK_01_only_post_and_nothing_in_the_url() {
        TestApp app = TestApp.create();
        String code = app.code(member);
        Map<String, String> form =
                Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", app.redirectUri());
        Answer got = TestApp.get("/oauth2/token/?" + TestApp.encode(form), Map.of("Authorization", app.basic()));
        assertThat(got.status()).isEqualTo(405);
        assertThat(got.header("Allow")).contains("POST");
        Answer inUrl = TestApp.post(
                "/oauth2/token/?client_id=" + app.clientId() + "&client_secret=" + app.secret(),
                TestApp.encode(form),
                Map.of());
        assertRefused(inUrl, 400, "invalid_request");
        Answer allInUrl =
                TestApp.post("/oauth2/token/?" + TestApp.encode(form), "", Map.of("Authorization", app.basic()));
        assertRefused(allInUrl, 400, "invalid_request");
        assertThat(app.exchange(code).status()).isEqualTo(200);
    }

    /** Multipart must work: the JavaScript sample for Open Humans sends it. JSON is refused. */
    @Test
    void TK_02_json_is_refused_and_multipart_works() {
        TestApp app = TestApp.create();
        String code = app.code(member);
        String json = "{\"grant_type\":\"authorization_code\",\"code\":\"" + code + "\",\"redirect_uri\":\""
                + app.redirectUri() + "\"}";
        for (String type : List.of("application/json", "text/plain", "application/xml", "", "x")) {
            Answer answer =
                    TestApp.post("/oauth2/token/", json, Map.of("Authorization", app.basic(), "Content-Type", type));
            assertRefused(answer, 400, "invalid_request");
        }
        String part = "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
        String multipart = part.formatted("grant_type", "authorization_code")
                + part.formatted("code", code)
                + part.formatted("redirect_uri", app.redirectUri())
                + "--b--\r\n";
        Answer answer = TestApp.post(
                "/oauth2/token/",
                multipart,
                Map.of("Authorization", app.basic(), "Content-Type", "multipart/form-data; boundary=b"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void TK_03_tokens_come_as_json_that_nobody_keeps() {
        TestApp app = TestApp.create();
        Answer tokens = app.connect(member);
        assertThat(tokens.header("Content-Type").orElse("")).startsWith("application/json");
        assertThat(tokens.header("Cache-Control")).contains("no-store");
        assertThat(tokens.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(tokens.header("Set-Cookie")).isEmpty();
        assertThat(tokens.text("token_type")).isEqualTo("Bearer");
        assertThat(tokens.json().path("expires_in").asInt()).isEqualTo(36_000);
        assertThat(tokens.text("scope")).isEqualTo("read write american-gut go-viral pgp wildlife open-humans");
        assertThat(tokens.json().propertyNames())
                .containsExactlyInAnyOrder("access_token", "expires_in", "token_type", "scope", "refresh_token");
    }

    @Test
    void TK_04_errors_are_json_from_the_fixed_set() {
        StandardApp app = StandardApp.confidential();
        Set<String> known = Set.of(
                "invalid_request",
                "invalid_client",
                "invalid_grant",
                "unauthorized_client",
                "unsupported_grant_type",
                "invalid_scope");
        for (Map<String, String> form : List.of(
                Map.of("grant_type", "authorization_code"),
                Map.of("grant_type", "authorization_code", "code", "x"),
                Map.of("grant_type", "refresh_token"),
                Map.of("grant_type", "refresh_token", "refresh_token", "x"),
                Map.of("grant_type", "urn:x"),
                Map.of("code", "x"),
                Map.<String, String>of())) {
            Answer answer = app.token(form);
            assertThat(answer.status()).as(form + answer.body()).isEqualTo(400);
            assertThat(known).contains(answer.text("error"));
            assertThat(answer.header("Content-Type").orElse("")).startsWith("application/json");
            assertThat(answer.header("Cache-Control")).contains("no-store");
            assertThat(answer.header("WWW-Authenticate")).isEmpty();
        }
        Answer unknown = TestApp.post(
                "/oauth2/token/", "grant_type=refresh_token", Map.of("Authorization", TestApp.basic("nobody", "x")));
        assertRefused(unknown, 401, "invalid_client");
        assertThat(unknown.header("WWW-Authenticate").orElse("")).startsWith("Basic ");
        app.stillWorks(member);
    }

    @Test
    void TK_05_the_grant_type_is_known_and_comes_once() {
        StandardApp app = StandardApp.confidential();
        assertRefused(app.token(Map.of("grant_type", "urn:example:unknown")), 400, "unsupported_grant_type");
        assertRefused(app.token(Map.of("code", "x")), 400, "invalid_request");
        assertRefused(app.token(Map.of("grant_type", "")), 400, "invalid_request");
        Answer twice = TestApp.post(
                "/oauth2/token",
                "grant_type=refresh_token&grant_type=refresh_token&refresh_token=x",
                Map.of("Authorization", TestApp.basic(app.clientId(), app.secret())));
        assertRefused(twice, 400, "invalid_request");
        app.stillWorks(member);
    }

    @Test
    void TK_06_there_is_no_password_grant_for_any_kind_of_client() {
        Member person = TestServer.shared().member();
        for (StandardApp app : List.of(StandardApp.confidential(), StandardApp.publicApp(), StandardApp.nativeApp())) {
            Map<String, String> form =
                    Map.of("grant_type", "password", "username", person.username(), "password", TestServer.PASSWORD);
            assertRefused(app.token(form), 400, "unsupported_grant_type");
        }
    }

    @Test
    void TK_07_a_client_uses_only_the_grants_it_is_registered_for() {
        NewClient plan = StandardApp.plan(true, false);
        StandardApp app = StandardApp.create(granting(plan, Set.of("authorization_code")));
        Answer tokens = app.exchange(app.code(member));
        assertThat(tokens.status()).isEqualTo(200);
        assertRefused(
                app.token(Map.of("grant_type", "refresh_token", "refresh_token", "x")), 400, "unauthorized_client");

        StandardApp refreshOnly = StandardApp.create(granting(StandardApp.plan(true, false), Set.of("refresh_token")));
        Redirects.assertToldApp(
                member.get(refreshOnly.authorizePath(Map.of())), refreshOnly.redirectUri(), "unauthorized_client");
        assertRefused(refreshOnly.exchange("x"), 400, "unauthorized_client");
    }

    static NewClient granting(NewClient plan, Set<String> grantTypes) {
        return new NewClient(
                plan.clientId(),
                plan.kind(),
                new ClientRegistration(
                        plan.decided().name(),
                        null,
                        grantTypes,
                        plan.decided().redirectUris(),
                        plan.decided().confidential(),
                        plan.decided().trusted(),
                        plan.decided().pkceRequired()),
                plan.isNative(),
                plan.scopes(),
                plan.lifetimes());
    }

    @Test
    void TK_08_a_code_used_twice_ends_what_the_first_use_gave() {
        StandardApp app = StandardApp.confidential();
        String code = app.code(member);
        Answer first = app.exchange(code);
        assertThat(alive(first.text("access_token"))).isTrue();
        assertRefused(app.exchange(code), 400, "invalid_grant");
        assertThat(alive(first.text("access_token"))).isFalse();
        assertRefused(app.refresh(first.text("refresh_token")), 400, "invalid_grant");
        app.stillWorks(member);
    }

    /** 60 seconds for everyone but projects, whose apps are used to more: they get 10 minutes. */
    @Test
    void TK_09_a_code_dies_after_its_lifetime() {
        StandardApp app = StandardApp.confidential();
        assertThat(app.client().lifetimes().code()).hasSeconds(60);
        String code = app.code(member);
        TestServer.shared().later(Duration.ofSeconds(61));
        assertRefused(app.exchange(code), 400, "invalid_grant");
        String second = app.code(member);
        TestServer.shared().later(Duration.ofSeconds(50));
        assertThat(app.exchange(second).status()).isEqualTo(200);

        TestApp project = TestApp.create();
        assertThat(project.client().lifetimes().code()).hasMinutes(10);
        String late = project.code(member);
        TestServer.shared().later(Duration.ofSeconds(601));
        assertRefused(project.exchange(late), 400, "invalid_grant");
    }

    @Test
    void TK_10_a_code_is_for_its_client_only() {
        StandardApp app = StandardApp.confidential();
        StandardApp thief = StandardApp.confidential();
        String code = app.code(member);
        assertRefused(thief.exchange(code, Map.of("code_verifier", app.pkce().verifier())), 400, "invalid_grant");
        assertRefused(
                StandardApp.publicApp()
                        .exchange(code, Map.of("code_verifier", app.pkce().verifier())),
                400,
                "invalid_grant");
        assertThat(app.exchange(code).status()).isEqualTo(200);
        // After its use too: the thief does not get to end what it never had.
        Answer tokens = app.connect(member);
        assertRefused(thief.exchange(code), 400, "invalid_grant");
        assertThat(alive(tokens.text("access_token"))).isTrue();
    }

    @Test
    void TK_11_the_redirect_uri_of_the_exchange_is_that_of_the_request() {
        StandardApp app = StandardApp.confidential(StandardApp.CALLBACK, "https://app.example.org/other");
        String code = app.code(member);
        for (String uri : List.of("https://app.example.org/other", "https://app.example.org/cb/", "x")) {
            assertRefused(app.exchange(code, Map.of("redirect_uri", uri)), 400, "invalid_grant");
        }
        assertThat(app.exchange(code).status()).isEqualTo(200);
    }

    /** As RFC 6749 section 4.1.3 has it: a request that named one is followed by an exchange that repeats it. */
    @Test
    void TK_12_a_redirect_uri_that_was_named_must_be_repeated() {
        StandardApp app = StandardApp.confidential();
        String code = app.code(member);
        assertRefused(app.exchange(code, Map.of("redirect_uri", "")), 400, "invalid_grant");
        assertThat(app.exchange(code).status()).isEqualTo(200);
    }

    @Test
    void TK_13_an_app_without_a_secret_says_who_it_is() {
        StandardApp app = StandardApp.publicApp();
        String code = app.code(member);
        Answer nameless = TestApp.post("/oauth2/token", TestApp.encode(app.exchanging(code, Map.of())), Map.of());
        assertRefused(nameless, 401, "invalid_client");
        assertThat(app.exchange(code).status()).isEqualTo(200);
    }

    @Test
    void TK_14_the_exchange_cannot_widen_the_scope() {
        StandardApp app = StandardApp.confidential();
        Answer tokens = app.exchange(app.code(member, Map.of("scope", "read")), Map.of("scope", "read write admin"));
        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.text("scope")).isEqualTo("read");
        assertRefused(app.refresh(tokens.text("refresh_token"), "read write"), 400, "invalid_scope");
    }

    @Test
    void TK_15_a_replay_without_the_verifier_ends_nothing() {
        StandardApp app = StandardApp.publicApp();
        String code = app.code(member);
        Answer tokens = app.exchange(code);
        for (String verifier : List.of("", Pkce.random().verifier(), app.pkce().challenge(), "short")) {
            assertRefused(app.exchange(code, Map.of("code_verifier", verifier)), 400, "invalid_grant");
        }
        assertRefused(app.exchange(code, Map.of("redirect_uri", "https://evil.example/")), 400, "invalid_grant");
        assertThat(alive(tokens.text("access_token"))).isTrue();
        assertThat(app.refresh(tokens.text("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void TK_16_there_are_no_client_credentials_for_an_app_without_a_secret() {
        Answer answer = StandardApp.publicApp().token(Map.of("grant_type", "client_credentials"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isIn("unauthorized_client", "unsupported_grant_type");
        assertThat(StandardApp.confidential()
                        .token(Map.of("grant_type", "client_credentials"))
                        .status())
                .isEqualTo(400);
    }

    /** A page of another origin reads what its own client gets, and nothing else; a preflight names no client. */
    @Test
    void TK_18_only_pages_of_the_client_may_read_its_answers() {
        StandardApp app = StandardApp.publicApp();
        String own = "https://app.example.org";
        for (String path : List.of("/oauth2/token", "/oauth2/token/", "/oauth2/revoke", "/oauth2/revoke_token/")) {
            Answer allowed = preflight(path, own);
            assertThat(allowed.status()).isEqualTo(204);
            assertThat(allowed.header("Access-Control-Allow-Origin")).hasValue(own);
            assertThat(allowed.header("Access-Control-Allow-Methods")).hasValue("POST");
            assertThat(allowed.header("Vary").orElse("")).contains("Origin");
            for (String stranger :
                    List.of("https://evil.example", "https://app.example.org.evil.example", "null", "")) {
                Answer refused = preflight(path, stranger);
                assertThat(refused.status()).isEqualTo(405);
                assertUnreadable(refused);
            }
        }
        Answer tokens = from(own, app.exchanging(app.code(member), Map.of("client_id", app.clientId())));
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        assertThat(tokens.header("Access-Control-Allow-Origin")).hasValue(own);
        assertThat(tokens.header("Access-Control-Allow-Credentials")).isEmpty();
        Map<String, String> wrong = app.exchanging("x", Map.of("client_id", app.clientId()));
        assertThat(from(own, wrong).header("Access-Control-Allow-Origin")).hasValue(own);
        assertUnreadable(from("https://evil.example", wrong));
        assertUnreadable(from(own, Map.of("grant_type", "authorization_code", "client_id", "nobody")));
        Map<String, String> ended = Map.of("token", tokens.text("refresh_token"), "client_id", app.clientId());
        Answer revoked = TestApp.post("/oauth2/revoke", TestApp.encode(ended), Map.of("Origin", own));
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.header("Access-Control-Allow-Origin")).hasValue(own);
    }

    @Test
    void TK_18_a_client_with_a_secret_is_answered_in_the_open_only_after_it_has_shown_it() {
        StandardApp app = StandardApp.confidential();
        String own = "https://app.example.org";
        Map<String, String> wrong =
                Map.of("grant_type", "refresh_token", "refresh_token", "x", "client_id", app.clientId());
        assertUnreadable(from(own, wrong));
        Map<String, String> proved = Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                "x",
                "client_id",
                app.clientId(),
                "client_secret",
                app.secret());
        Answer mine = from(own, proved);
        assertRefused(mine, 400, "invalid_grant");
        assertThat(mine.header("Access-Control-Allow-Origin")).hasValue(own);
        assertUnreadable(from("https://evil.example", proved));
    }

    private static Answer preflight(String path, String origin) {
        return TestApp.send(
                HttpRequest.newBuilder(URI.create(TestServer.shared().url(path)))
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .build());
    }

    private static Answer from(String origin, Map<String, String> form) {
        return TestApp.post("/oauth2/token", TestApp.encode(form), Map.of("Origin", origin));
    }

    private static void assertUnreadable(Answer answer) {
        assertThat(answer.response().headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
    }

    @Test
    void TK_19_a_suspended_client_gets_nothing_and_an_inactive_project_goes_on() {
        StandardApp app = StandardApp.confidential();
        Answer tokens = app.connect(member);
        String code = app.code(member);
        Clients clients = TestServer.shared().bean(Clients.class);
        clients.suspend(app.client().id(), true);
        assertRefused(app.refresh(tokens.text("refresh_token")), 401, "invalid_client");
        assertRefused(app.exchange(code), 401, "invalid_client");
        assertThat(alive(tokens.text("access_token"))).isFalse();
        Redirects.assertErrorPage(member.get(app.authorizePath(Map.of())));
        clients.suspend(app.client().id(), false);
        app.stillWorks(member);

        TestApp project = TestApp.create();
        Answer before = project.connect(member);
        Rows.update(
                "UPDATE projects SET active = false WHERE id = ?",
                project.project().id());
        TestServer.shared().heard();
        Answer after = project.refresh(before.text("refresh_token"));
        assertThat(after.status()).as(after.body()).isEqualTo(200);
        assertThat(alive(after.text("access_token"))).isTrue();
    }

    @Test
    void TK_20_nothing_of_a_suspended_member_works() {
        Member person = TestServer.shared().member();
        WebSession browser = TestServer.shared().signedIn(person);
        StandardApp app = StandardApp.confidential();
        Answer tokens = app.connect(browser);
        String code = app.code(browser);
        Member administrator = TestServer.shared().administrator();
        TestServer.shared()
                .bean(MemberAdministration.class)
                .suspend(
                        new SignedInMember(administrator.id(), administrator.username(), true, false, true, 0),
                        person,
                        "for a test");
        assertRefused(app.refresh(tokens.text("refresh_token")), 400, "invalid_grant");
        assertRefused(app.exchange(code), 400, "invalid_grant");
        assertThat(alive(tokens.text("access_token"))).isFalse();
        assertThat(browser.get(app.authorizePath(Map.of())).statusCode()).isEqualTo(302);
        app.stillWorks(member);
    }

    @Test
    void TK_21_whoever_fails_again_and_again_is_slowed_down_alone() {
        StandardApp app = StandardApp.confidential();
        StandardApp other = StandardApp.confidential();
        Answer last = app.exchange("x");
        for (int i = 0; i < 1000 && last.status() != 429; i++) {
            last = app.exchange("x" + i);
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(Integer.parseInt(last.header("Retry-After").orElseThrow())).isBetween(1, 60);
        other.stillWorks(member);
    }

    @Test
    void TK_22_plus_is_a_space_and_percent_2B_is_a_plus() {
        StandardApp app = StandardApp.confidential();
        String path = app.authorizePath(Map.of());
        assertThat(member.get(path + "&scope=read+write").statusCode()).isEqualTo(200);
        assertThat(member.get(path + "&scope=read%20write").statusCode()).isEqualTo(200);
        Redirects.assertToldApp(member.get(path + "&scope=read%2Bwrite"), app.redirectUri(), "invalid_scope");

        Answer tokens = app.connect(member);
        Map<String, String> refresh = new HashMap<>();
        refresh.put("grant_type", "refresh_token");
        refresh.put("refresh_token", tokens.text("refresh_token"));
        String form = TestApp.encode(refresh);
        Map<String, String> basic = Map.of("Authorization", TestApp.basic(app.clientId(), app.secret()));
        assertRefused(TestApp.post("/oauth2/token", form + "&scope=read%2Bwrite", basic), 400, "invalid_scope");
        assertThat(TestApp.post("/oauth2/token", form + "&scope=read+write", basic)
                        .text("scope"))
                .isEqualTo("read write");
    }

    /** A parameter nobody asked for, with an address in it, makes the server call nobody. */
    @Test
    void TK_undocumented_addresses_are_never_called() throws Exception {
        StandardApp app = StandardApp.confidential().with(Lifetimes.RECOMMENDED);
        Answer tokens = app.connect(member);
        try (Trap trap = new Trap()) {
            Map<String, String> form = new HashMap<>();
            form.put("grant_type", "refresh_token");
            form.put("refresh_token", tokens.text("refresh_token"));
            for (String name : List.of(
                    "resource", "audience", "jwks_uri", "logo_uri", "backchannel_logout_uri", "client_assertion")) {
                form.put(name, trap.url("/"));
            }
            assertThat(app.token(form).status()).isEqualTo(200);
            assertThat(trap.calls()).isZero();
        }
    }
}
