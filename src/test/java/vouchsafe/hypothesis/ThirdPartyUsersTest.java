package vouchsafe.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.HostileTexts;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.AccountDeletion;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;

/** Third-party accounts by HTTP Basic: reference section 5.3, and _auth_client_test.py of section 8. */
class ThirdPartyUsersTest {
    private final String authority =
            "u" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + ".example";
    private final AnnotationApp server = AnnotationApp.serving(authority);

    private static final String IDENTITY = "\"identities\":[{\"provider\":\"p\",\"provider_unique_id\":\"9\"}]}";

    private Answer post(String body, String authorization) {
        return TestApp.post(
                "/api/users", body, Map.of("Authorization", authorization, "Content-Type", "application/json"));
    }

    private String person(String username) {
        return "{\"authority\":\"" + authority + "\",\"username\":\"" + username + "\",\"email\":\"" + username + "@"
                + authority + "\",\"display_name\":\"Some Body\"}";
    }

    private Answer patch(String username, String body) {
        return TestApp.send(
                HttpRequest.newBuilder(URI.create(TestServer.shared().url("/api/users/" + username)))
                        .method("PATCH", HttpRequest.BodyPublishers.ofString(body))
                        .header("Authorization", server.basic())
                        .header("Content-Type", "application/json")
                        .build());
    }

    private static void assertNothingHere(Answer answer) {
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("status")).isEqualTo("failure");
        assertThat(answer.text("reason")).isEqualTo(Refusals.NOT_FOUND);
    }

    @Test
    void an_account_is_made_read_and_changed() {
        Answer made = post(person("some.body"), server.basic());
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        assertThat(made.text("userid")).isEqualTo("acct:some.body@" + authority);
        assertThat(made.text("display_name")).isEqualTo("Some Body");
        Answer changed = patch("some.body", "{\"display_name\":\"Else\",\"email\":\"else@example.org\"}");
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        Answer read = TestApp.get("/api/users/acct:some.body@" + authority, Map.of("Authorization", server.basic()));
        assertThat(read.body()).isEqualTo(changed.body());
        assertThat(read.text("email")).isEqualTo("else@example.org");
        assertNothingHere(patch("nobody", "{}"));
    }

    @Test
    void names_are_what_the_third_party_sent() {
        assertThat(post(person("some.body"), server.basic()).status()).isEqualTo(200);
        HostileTexts.LINES.forEach((kind, name) -> {
            if (name.codePointCount(0, name.length()) > 30) {
                return;
            }
            Answer changed = patch("some.body", "{\"display_name\":" + HostileTexts.escaped(name) + "}");
            assertThat(changed.status()).as(kind + changed.body()).isEqualTo(200);
            assertThat(changed.text("display_name")).as(kind).isEqualTo(name);
        });
        assertThat(patch("some.body", "{\"display_name\":" + HostileTexts.escaped(HostileTexts.filled(30)) + "}")
                        .text("display_name"))
                .isEqualTo(HostileTexts.filled(30));
        assertThat(patch("some.body", "{\"display_name\":" + HostileTexts.escaped(HostileTexts.filled(31)) + "}")
                        .status())
                .isEqualTo(400);
        for (String unkept : HostileTexts.UNKEPT_IN_JSON) {
            Answer refused = patch("some.body", "{\"display_name\":\"" + unkept + "\"}");
            assertThat(refused.status()).as(unkept).isEqualTo(400);
            assertThat(refused.text("reason")).as(unkept).contains("\"display_name\" has");
        }
    }

    @Test
    void what_is_not_asked_about_is_not_changed() {
        assertThat(post(person("some.body"), server.basic()).status()).isEqualTo(200);
        Answer changed = patch("some.body", "{\"email\":\"fingers@example.org\",\"authority\":\"nicetry.example\"}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("email")).isEqualTo("fingers@example.org");
        assertThat(changed.text("authority")).isEqualTo(authority);
        assertThat(changed.text("display_name")).isEqualTo("Some Body");
    }

    @Test
    void the_same_name_can_be_somebody_elses_here() {
        String username = TestServer.shared().member().username();
        assertThat(post(person(username), server.basic()).status()).isEqualTo(200);
        Answer again = post(person(username), server.basic());
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("reason"))
                .isEqualTo("user with email address '" + username + "@" + authority
                        + "' already exists, user with username '" + username + "' already exists");
    }

    @Test
    void every_way_to_write_the_name_leads_to_the_account_and_none_makes_another() {
        assertThat(post(person("some.body"), server.basic()).status()).isEqualTo(200);
        Map<String, String> basic = Map.of("Authorization", server.basic());
        for (String same : List.of(
                "acct:some.body@" + authority,
                "some.body@" + authority,
                "some.body",
                "acct:SOMEBODY@" + authority.toUpperCase(Locale.ROOT),
                "some.bo.dy")) {
            assertThat(TestApp.get("/api/users/" + same, basic).text("username"))
                    .as(same)
                    .isEqualTo("some.body");
            assertThat(patch(same, "{\"display_name\":\"" + same.length() + "\"}")
                            .text("display_name"))
                    .as(same)
                    .isEqualTo(String.valueOf(same.length()));
        }
        assertNothingHere(TestApp.get("/api/users/some.body@elsewhere.example", basic));
        Answer twin = post(person("SomeBody").replace("SomeBody@", "another@"), server.basic());
        assertThat(twin.status()).isEqualTo(409);
        assertThat(twin.text("reason")).isEqualTo("user with username 'SomeBody' already exists");
    }

    @Test
    void an_identity_stands_in_for_an_address() {
        String body = "{\"authority\":\"" + authority + "\",\"username\":\"ident\",\"identities\":"
                + "[{\"provider\":\"p\",\"provider_unique_id\":\"1\"}]}";
        Answer made = post(body, server.basic());
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        assertThat(made.json().path("email").isNull()).isTrue();
        assertThat(post(body.replace("ident\"", "other\""), server.basic()).text("reason"))
                .isEqualTo("user with provider 'p' and unique id '1' already exists");
    }

    @Test
    void what_is_wrong_is_said() {
        assertThat(post("nonsense", server.basic()).text("reason"))
                .isEqualTo("Expected a valid JSON payload, but none was found!");
        Answer empty = post("{}", server.basic());
        assertThat(empty.status()).isEqualTo(400);
        assertThat(empty.text("reason"))
                .isEqualTo("'authority' is a required property, 'username' is a required property");
        assertThat(post(person("x"), server.basic()).status()).isEqualTo(400);
        Answer foreign = post(person("fine").replace(authority, "foreign.example"), server.basic());
        assertThat(foreign.text("reason")).isEqualTo("authority 'foreign.example' does not match client authority");
    }

    @Test
    void an_address_that_is_there_is_one() {
        String person = person("some.body");
        for (String none : List.of("", "  ", "nobody", "a b@example.org")) {
            Answer refused =
                    post(person.replace("some.body@" + authority, none).replace("}", "," + IDENTITY), server.basic());
            assertThat(refused.status()).as(none).isEqualTo(400);
            assertThat(refused.text("reason")).isEqualTo("email: '" + none.strip() + "' is not a 'email'");
        }
        assertThat(post(person, server.basic()).status()).isEqualTo(200);
        Answer emptied = patch("some.body", "{\"email\":\"\"}");
        assertThat(emptied.status()).isEqualTo(400);
        assertThat(emptied.text("reason")).isEqualTo("email: '' is not a 'email'");
    }

    @Test
    void for_anyone_but_a_third_partys_server_there_is_nothing() {
        assertNothingHere(TestApp.post("/api/users", "{}", Map.of()));
        assertNothingHere(post("{}", TestApp.basic(server.clientId(), "wrong")));
        assertNothingHere(post("{}", TestApp.basic("nobody", "x")));
        assertNothingHere(post("{}", "Basic !"));
        assertNothingHere(post("{}", AnnotationApp.vouching(authority).basic()));
        assertNothingHere(TestApp.get(
                "/api/users/acct:x@" + authority,
                Map.of("Authorization", server.basic(), "X-Forwarded-User", "acct:nobody@" + authority)));
        String member = TestServer.shared().member().username();
        assertNothingHere(
                TestApp.get("/api/users/acct:" + member + "@127.0.0.1", Map.of("Authorization", server.basic())));
    }

    @Test
    void a_client_without_a_secret_is_nobody() {
        AnnotationApp open = AnnotationApp.create(Set.of("client_credentials"), false, false, false, authority);
        assertNothingHere(post(person("some.body"), TestApp.basic(open.clientId(), "")));
        assertNothingHere(post(person("some.body"), TestApp.basic(open.clientId(), "null")));
        assertNothingHere(post(person("some.body"), TestApp.basic(server.clientId(), "")));
        assertThat(post(person("some.body"), server.basic()).status()).isEqualTo(200);
    }

    @Test
    void whoever_is_acted_for_is_an_account_in_use_of_that_authority() {
        assertThat(post(person("some.body"), server.basic()).status()).isEqualTo(200);
        String other = "other." + authority;
        TestApp.post(
                "/api/users",
                person("some.body").replace(authority, other),
                Map.of("Authorization", AnnotationApp.serving(other).basic(), "Content-Type", "application/json"));
        String known = "acct:some.body@" + authority;
        for (String same : List.of(known, "some.body@" + authority, "some.body", "acct:SomeBody@" + authority)) {
            assertThat(actingFor(same).status()).as(same).isEqualTo(200);
        }
        for (String nobody : List.of(
                "acct:nobody@" + authority,
                "acct:some.body@" + other,
                "acct:" + TestServer.shared().member().username() + "@127.0.0.1",
                "no.body@" + authority,
                "acct:@",
                " ")) {
            assertNothingHere(actingFor(nobody));
        }
        Member gone = TestServer.shared()
                .bean(Members.class)
                .byUsername("some.body", authority)
                .orElseThrow();
        assertThat(TestServer.shared().bean(AccountDeletion.class).delete(gone, gone.credentials(), false))
                .isEmpty();
        assertNothingHere(actingFor(known));
    }

    private Answer actingFor(String userId) {
        return TestApp.post(
                "/api/groups",
                "{\"name\":\"A group of ours\"}",
                Map.of(
                        "Authorization",
                        server.basic(),
                        "Content-Type",
                        "application/json",
                        "X-Forwarded-User",
                        userId));
    }

    @Test
    void basic_opens_what_is_listed_for_it_and_nothing_else() {
        assertThat(post(person("some.body"), server.basic()).status()).isEqualTo(200);
        Map<String, String> headers = Map.of(
                "Authorization",
                server.basic(),
                "Content-Type",
                "application/json",
                "X-Forwarded-User",
                "acct:some.body@" + authority);
        assertThat(actingFor("acct:some.body@" + authority).status()).isEqualTo(200);
        assertThat(TestApp.get("/api/users/acct:some.body@" + authority, headers)
                        .status())
                .isEqualTo(200);
        assertNothingHere(TestApp.post("/api/annotations", "{\"uri\":\"https://example.org/\"}", headers));
        assertNothingHere(TestApp.post("/api/bulk", "{}", headers));
        assertThat(TestApp.get("/api/profile", headers).json().path("userid").isNull())
                .isTrue();
        assertThat(TestApp.get("/api/profile/groups", headers).body()).isEqualTo("[]");
        assertThat(TestApp.get("/api/debug-token", headers).status()).isEqualTo(401);
    }
}
