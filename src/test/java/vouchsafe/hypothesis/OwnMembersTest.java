package vouchsafe.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.Answer;
import vouchsafe.Mailbox;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.AccountDeletion;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;

/** A site whose server an administrator lets look after members of this server: what it may do, and what stays theirs. */
class OwnMembersTest {
    private static final String AUTHORITY = "127.0.0.1";
    private static final String RESET = "/account/password/reset/";

    private final TestServer server = TestServer.shared();
    private final AnnotationApp site = AnnotationApp.servingMembers();
    private final String name =
            "own." + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    private final String email = name + "@example.org";

    private Answer make(String username, String address, String... identity) {
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("authority", AUTHORITY);
        person.put("username", username);
        if (!address.isEmpty()) {
            person.put("email", address);
        }
        if (identity.length > 0) {
            person.put("identities", new Object[] {Map.of("provider", "site", "provider_unique_id", identity[0])});
        }
        return call(site, "POST", "/api/users", person);
    }

    private Answer patch(String username, Map<String, ?> change) {
        return call(site, "PATCH", "/api/users/" + username, change);
    }

    private static Answer call(
            AnnotationApp app, String method, String path, @Nullable Object body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(TestServer.shared().url(path)))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(
                                        JsonMapper.shared().writeValueAsString(body)))
                .header("Authorization", app.basic())
                .header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return TestApp.send(request.build());
    }

    private Answer read(String username) {
        return TestApp.get("/api/users/acct:" + username + "@" + AUTHORITY, Map.of("Authorization", site.basic()));
    }

    private static Answer signIn(AnnotationApp app, String username) {
        long now = InstantSource.system().instant().getEpochSecond();
        Map<String, Object> claims = Map.of(
                "iss",
                app.clientId(),
                "aud",
                AUTHORITY,
                "sub",
                "acct:" + username + "@" + AUTHORITY,
                "nbf",
                now,
                "exp",
                now + 300);
        JWSObject object = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(claims));
        try {
            object.sign(new MACSigner(app.secret().getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
        return AnnotationApp.token(Map.of("grant_type", AnnotationApp.ASSERTION, "assertion", object.serialize()));
    }

    private Answer groupFor(String username) {
        return call(
                site,
                "POST",
                "/api/groups",
                Map.of("name", "A group of ours"),
                "X-Forwarded-User",
                "acct:" + username + "@" + AUTHORITY);
    }

    private Member member(String username) {
        return server.bean(Members.class).byUsername(username).orElseThrow();
    }

    @Test
    void without_an_administrators_word_there_is_nothing_here() {
        AnnotationApp serving = AnnotationApp.create(Set.of("client_credentials"), true, false, false, null);
        String userId = "acct:" + server.member().username() + "@" + AUTHORITY;
        Map<String, String> person = Map.of("authority", AUTHORITY, "username", name, "email", email);
        assertThat(call(serving, "POST", "/api/users", person).status()).isEqualTo(404);
        assertThat(call(serving, "GET", "/api/users/" + userId, null).status()).isEqualTo(404);
        assertThat(call(serving, "POST", "/api/groups", Map.of("name", "Ours"), "X-Forwarded-User", userId)
                        .status())
                .isEqualTo(404);
        AnnotationApp vouching = AnnotationApp.create(Set.of(AnnotationApp.ASSERTION), true, false, false, null);
        assertThat(signIn(vouching, server.member().username()).status()).isEqualTo(400);
    }

    @Test
    void an_account_of_the_site_is_a_member_who_sets_a_password_by_mail() {
        Answer made = make(name, email);
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        assertThat(made.text("userid")).isEqualTo("acct:" + name + "@" + AUTHORITY);
        assertThat(read(name).body()).isEqualTo(made.body());
        assertThat(member(name).emailVerified()).isFalse();
        WebSession browser = server.browser();
        assertThat(browser.submit("/account/login/", Map.of("login", name, "password", TestServer.PASSWORD))
                        .statusCode())
                .isNotEqualTo(303);
        browser.submit(RESET, Map.of("login", email));
        String link = new Mailbox(server, email).link("reset-password");
        browser.get(link);
        HttpResponse<String> chosen = choose(browser, link);
        assertThat(chosen.statusCode()).as(chosen.body()).isEqualTo(303);
        assertThat(member(name).emailVerified()).isTrue();
        assertThat(server.signedIn(member(name)).get("/member/me/connections/").statusCode())
                .isEqualTo(200);
        assertThat(browser.get("/users/" + name).statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> choose(WebSession browser, String link) {
        String value = link.substring(link.lastIndexOf('=') + 1);
        return browser.post(RESET + "choose/", Map.of("link", value, "new_password", TestServer.PASSWORD));
    }

    @Test
    void names_addresses_and_identities_that_members_have_are_taken() {
        Member somebody = server.member();
        assertThat(make(somebody.username().toUpperCase(java.util.Locale.ROOT), email)
                        .text("reason"))
                .contains("already exists");
        assertThat(make(name, somebody.email()).status()).isEqualTo(409);
        assertThat(make(name, email, name).status()).isEqualTo(200);
        assertThat(make(name + "x", email).status()).isEqualTo(409);
        assertThat(make(name + "x", "", name).text("reason"))
                .isEqualTo("user with provider 'site' and unique id '" + name + "' already exists");
    }

    @Test
    void a_claim_at_sign_up_that_nobody_confirmed_keeps_no_address_from_the_site() {
        Member stranger = server.member();
        server.bean(JdbcClient.class)
                .sql("UPDATE members SET email_verified_at = NULL WHERE id = :id")
                .param("id", stranger.id())
                .update();
        TestServer.shared().heard();
        assertThat(make(name, stranger.email()).status()).isEqualTo(200);
    }

    @Test
    void the_site_changes_an_address_until_its_member_has_a_password() {
        assertThat(make(name, email).status()).isEqualTo(200);
        server.browser().submit(RESET, Map.of("login", email));
        String link = new Mailbox(server, email).link("reset-password");
        Answer changed = patch(name, Map.of("email", "new." + email, "display_name", "Some Body"));
        assertThat(changed.text("email")).as(changed.body()).isEqualTo("new." + email);
        // The link in the old mailbox opens nothing any more.
        WebSession late = server.browser();
        late.submit(RESET, Map.of("login", email));
        assertThat(choose(late, link).statusCode()).isEqualTo(410);

        Member somebody = server.member();
        Answer refused = patch(somebody.username(), Map.of("email", email, "display_name", "Nobody"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("reason")).contains("changes the address themselves");
        assertThat(member(somebody.username()).name()).isEqualTo(somebody.name());
        assertThat(patch(somebody.username(), Map.of("email", somebody.email(), "display_name", "Else"))
                        .text("display_name"))
                .isEqualTo("Else");
        assertThat(member(somebody.username()).emailVerified()).isTrue();
    }

    @Test
    void the_site_acts_for_members_and_signs_them_in() {
        Member somebody = server.member();
        Answer group = groupFor(somebody.username());
        assertThat(group.status()).as(group.body()).isEqualTo(200);
        assertThat(make(name, email).status()).isEqualTo(200);
        assertThat(call(
                                site,
                                "POST",
                                "/api/groups/" + group.text("id") + "/members/acct:" + name + "@" + AUTHORITY,
                                null)
                        .status())
                .isEqualTo(200);
        for (String each : new String[] {somebody.username(), name}) {
            Answer tokens = signIn(AnnotationApp.vouchingForMembers(), each);
            assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
            assertThat(AnnotationApp.profile(tokens.text("access_token")).text("userid"))
                    .isEqualTo("acct:" + each + "@" + AUTHORITY);
        }
        // The group of everybody is nobody's to change.
        assertThat(call(site, "PATCH", "/api/groups/__world__", Map.of("name", "Ours now"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_suspended_member_is_nobody_and_an_erased_ones_name_stays_theirs() {
        assertThat(make(name, email, name).status()).isEqualTo(200);
        Member theirs = member(name);
        status(theirs, "suspended");
        assertThat(read(name).status()).isEqualTo(404);
        assertThat(patch(name, Map.of("display_name", "x")).status()).isEqualTo(404);
        assertThat(groupFor(name).status()).isEqualTo(404);
        assertThat(signIn(AnnotationApp.vouchingForMembers(), name).status()).isEqualTo(400);
        assertThat(make(name, "other." + email).status()).isEqualTo(409);
        status(theirs, "active");
        Member now = member(name);
        assertThat(server.bean(AccountDeletion.class).delete(now, now.credentials(), false))
                .isEmpty();
        assertThat(read(name).status()).isEqualTo(404);
        assertThat(groupFor(name).status()).isEqualTo(404);
        assertThat(make(name, email).text("reason")).isEqualTo("user with username '" + name + "' already exists");
        // Nothing else of the person is left.
        assertThat(make(name + "x", email, name).status()).isEqualTo(200);
    }

    private void status(Member member, String status) {
        server.bean(JdbcClient.class)
                .sql("UPDATE members SET status = :status WHERE id = :id")
                .param("status", status)
                .param("id", member.id())
                .update();
        TestServer.shared().heard();
    }
}
