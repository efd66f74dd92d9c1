package vouchsafe.hypothesis.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.grants.EndedBy;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.hypothesis.AnnotationApp;

/** What apps and third parties may do here: scopes, withdrawal, HTTP Basic (reference sections 5.1 and 5.3). */
class AppsTest {
    private final TestServer server = TestServer.shared();
    private final String page = "https://example.org/" + UUID.randomUUID();

    private static Api narrowed(Member member, String refreshToken, String scope) {
        Answer narrow = AnnotationApp.token(
                Map.of("grant_type", "refresh_token", "refresh_token", refreshToken, "scope", scope));
        return Api.with(member, "Bearer " + narrow.text("access_token"));
    }

    @Test
    void a_token_may_do_what_its_scope_says_and_nothing_else() {
        Member member = server.member();
        AnnotationApp app = AnnotationApp.create();
        String refreshToken = app.connect(server.signedIn(member)).text("refresh_token");
        Api writer = narrowed(member, refreshToken, "annotation:write");
        Api reader = narrowed(member, refreshToken, "annotation:read");
        Answer made = writer.post("annotations", Map.of("uri", page));
        assertThat(made.status()).isEqualTo(200);
        String path = "annotations/" + made.text("id");
        assertThat(writer.get(path).status()).isEqualTo(404);
        assertThat(writer.get("profile").json().path("userid").isNull()).isTrue();
        assertThat(reader.get(path).status()).isEqualTo(200);
        assertThat(reader.get("profile").text("userid")).startsWith("acct:" + member.username());
        assertThat(reader.post("annotations", Map.of("uri", page)).status()).isEqualTo(404);
        assertThat(reader.patch(path, Map.of("text", "x")).status()).isEqualTo(404);
        assertThat(reader.delete(path).status()).isEqualTo(404);
        assertThat(reader.post("groups", Map.of("name", "A group")).status()).isEqualTo(404);
    }

    @Test
    void using_the_api_shows_on_the_connection_and_ending_it_ends_the_use() {
        Member member = server.member();
        AnnotationApp app = AnnotationApp.create();
        Api api = Api.with(
                member, "Bearer " + app.connect(server.signedIn(member)).text("access_token"));
        String id = api.annotate(page).path("id").asString();
        Grants grants = server.bean(Grants.class);
        Grant grant = grants.find(app.client().id(), member.id()).orElseThrow();
        assertThat(grant.lastReadAt()).isNotNull();
        grants.withdraw(grant.id(), EndedBy.MEMBER, false, "{}");
        assertThat(api.get("profile").json().path("userid").isNull()).isTrue();
        assertThat(api.delete("annotations/" + id).status()).isEqualTo(404);
    }

    @Test
    void a_third_party_makes_groups_for_its_accounts_and_no_others() {
        String authority =
                "g" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + ".example";
        AnnotationApp party = AnnotationApp.serving(authority);
        for (String name : List.of("teacher", "pupil")) {
            assertThat(TestApp.post(
                                    "/api/users",
                                    "{\"authority\":\"" + authority + "\",\"username\":\"" + name + "\",\"email\":\""
                                            + name + "@" + authority + "\"}",
                                    Map.of("Authorization", party.basic(), "Content-Type", "application/json"))
                            .status())
                    .isEqualTo(200);
        }
        Api client = Api.with(server.member(), party.basic());
        String[] teacher = {"X-Forwarded-User", "acct:teacher@" + authority};
        Map<String, Object> draft =
                Map.of("name", "Class of 26", "groupid", "group:class26@" + authority, "type", "restricted");
        assertThat(client.post("groups", draft).status()).isEqualTo(404);
        Answer made = client.post("groups", draft, teacher);
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.text("groupid")).isEqualTo("group:class26@" + authority);
        assertThat(client.post("groups", draft, teacher).status()).isEqualTo(409);
        assertThat(client.post("groups", Map.of("name", "Elsewhere", "groupid", "group:x@example.org"), teacher)
                        .status())
                .isEqualTo(400);
        String path = "groups/" + made.text("id") + "/members";
        Answer added = client.post(path + "/acct:pupil@" + authority, Map.of("roles", List.of("moderator")));
        assertThat(added.json().path("roles").toString()).isEqualTo("[\"moderator\"]");
        assertThat(client.post(path + "/" + Api.member().userId(), "").status()).isEqualTo(404);
        assertThat(client.get(path).json().size()).isEqualTo(2);
        assertThat(client.get("groups/group:class26@" + authority).text("name")).isEqualTo("Class of 26");
        assertThat(Api.with(
                                server.member(),
                                AnnotationApp.serving("other." + authority).basic())
                        .get("groups/" + made.text("id"))
                        .status())
                .isEqualTo(404);
        String pupil = path + "/acct:pupil@" + authority;
        assertThat(client.patch(pupil, Map.of("roles", List.of("admin")))
                        .json()
                        .path("roles")
                        .toString())
                .isEqualTo("[\"admin\"]");
        assertThat(client.patch(pupil, Map.of("roles", List.of("king"))).status())
                .isEqualTo(400);
        assertThat(client.patch(path + "/acct:teacher@" + authority, Map.of("roles", List.of("member")))
                        .text("reason"))
                .startsWith("A group needs an owner");
        Api other = Api.with(
                server.member(), AnnotationApp.serving("another." + authority).basic());
        Api stranger = Api.member();
        for (Api each : List.of(other, stranger, Api.anonymous())) {
            assertThat(each.patch(pupil, Map.of("roles", List.of("member"))).status())
                    .isEqualTo(404);
            assertThat(each.delete(pupil).status()).isEqualTo(404);
        }
        assertThat(client.delete(pupil).status()).isEqualTo(204);
        assertThat(client.delete(pupil).status()).isEqualTo(404);
        assertThat(client.get(path).json().size()).isEqualTo(1);
        // Groups of this server's own members are none of a third party's.
        Api ours = Api.member();
        String own = "groups/" + ours.group() + "/members/" + ours.userId();
        assertThat(client.patch(own, Map.of("roles", List.of("member"))).status())
                .isEqualTo(404);
        assertThat(client.delete(own).status()).isEqualTo(404);
        assertThat(ours.get("groups").json().size()).isEqualTo(2);
        // A third party's server speaks for its accounts only where the list of such calls says so.
        assertThat(client.post("annotations", Map.of("uri", page), teacher).status())
                .isEqualTo(404);
    }
}
