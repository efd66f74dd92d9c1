package vouchsafe.hypothesis.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vouchsafe.Answer;
import vouchsafe.TestServer;

/** Groups, members, roles and moderation (reference sections 6.6 and 6.7). */
class GroupsTest {
    private final String page = "https://" + UUID.randomUUID() + ".example.org/page";
    private final Api owner = Api.member();
    private final Api member = Api.member();
    private final Api stranger = Api.member();
    private final String group = owner.group();

    private void join() {
        assertThat(member.post("groups/" + group + "/members/" + member.userId(), "")
                        .status())
                .isEqualTo(200);
    }

    private String shared(Api author) {
        return author.annotate(page, Map.of("group", group, "permissions", Map.of("read", List.of("group:" + group))))
                .path("id")
                .asString();
    }

    @Test
    void everyones_group_comes_first_and_a_members_private_ones_after_it() {
        Answer nobodys = Api.anonymous().get("groups?document_uri=" + page + "&expand=organization&expand=scopes");
        JsonNode world = nobodys.json().path(0);
        assertThat(world.path("id").asString()).isEqualTo("__world__");
        assertThat(world.path("name").asString()).isEqualTo("Public");
        assertThat(world.path("type").asString()).isEqualTo("open");
        assertThat(world.path("organization").isNull()).isTrue();
        assertThat(world.path("scopes").isNull()).isTrue();
        assertThat(nobodys.json().size()).isEqualTo(1);
        assertThat(owner.get("groups")
                        .json()
                        .valueStream()
                        .map(each -> each.path("id").asString()))
                .containsExactly("__world__", group);
        assertThat(Api.anonymous().get("profile/groups").body()).isEqualTo("[]");
        assertThat(owner.get("profile/groups").json().path(0).path("id").asString())
                .isEqualTo(group);
        assertThat(group).matches("[1-9ABDEGJKLMNPQRVWXYZabdegijkmnopqrvwxyz]{8}");
    }

    @Test
    void a_private_group_is_not_there_for_strangers() {
        assertThat(owner.get("groups/" + group).text("name")).isEqualTo("Reading circle");
        for (Api other : List.of(stranger, Api.anonymous())) {
            assertThat(other.get("groups/" + group).status()).isEqualTo(404);
            assertThat(other.get("groups/" + group + "/members").status()).isEqualTo(404);
            assertThat(other.patch("groups/" + group, Map.of("name", "Mine now"))
                            .status())
                    .isEqualTo(404);
            assertThat(other.get("groups/" + group + "/annotations").status()).isEqualTo(404);
        }
        assertThat(stranger.post("annotations", Map.of("uri", page, "group", group))
                        .text("reason"))
                .isEqualTo("group: Invalid group id " + group);
    }

    @Test
    void a_group_for_a_page_is_listed_there_and_takes_nothing_else() {
        Api administrator = Api.of(TestServer.shared().administrator());
        String origin = page.substring(0, page.lastIndexOf('/'));
        Map<String, Object> draft = Map.of(
                "name", "For this page",
                "type", "open",
                "scopes", Map.of("enforced", true, "uri_patterns", List.of(origin + "/*")));
        assertThat(owner.post("groups", draft).status()).isEqualTo(400);
        Answer made = administrator.post("groups?expand=scopes", draft);
        assertThat(made.json().path("scopes").path("uri_patterns").path(0).asString())
                .isEqualTo(origin + "/*");
        String id = made.text("id");
        assertThat(Api.anonymous()
                        .get("groups?document_uri=" + page)
                        .json()
                        .path(0)
                        .path("id")
                        .asString())
                .isEqualTo(id);
        assertThat(Api.anonymous()
                        .get("groups?document_uri=https://example.org/")
                        .json()
                        .size())
                .isEqualTo(1);
        assertThat(stranger.post("annotations", Map.of("uri", page, "group", id))
                        .status())
                .isEqualTo(200);
        assertThat(stranger.post("annotations", Map.of("uri", "https://example.org/", "group", id))
                        .text("reason"))
                .startsWith("group scope: ");
    }

    @Test
    void members_join_by_themselves_and_leave() {
        assertThat(owner.post("groups/" + group + "/members/" + member.userId(), "")
                        .status())
                .isEqualTo(404);
        join();
        Answer all = owner.get("groups/" + group + "/members");
        assertThat(all.json().path(0).path("roles").toString()).isEqualTo("[\"owner\"]");
        assertThat(all.json().path(1).path("userid").asString()).isEqualTo(member.userId());
        Answer paged = owner.get("groups/" + group + "/members?page%5Bnumber%5D=2&page%5Bsize%5D=1");
        assertThat(paged.json().path("meta").path("page").path("total").asInt()).isEqualTo(2);
        assertThat(paged.json().path("data").path(0).path("userid").asString()).isEqualTo(member.userId());
        assertThat(member.delete("groups/" + group + "/members/me").status()).isEqualTo(204);
        assertThat(member.get("groups/" + group).status()).isEqualTo(404);
    }

    @Test
    void roles_decide_who_may_do_what() {
        join();
        String path = "groups/" + group + "/members/";
        assertThat(member.patch("groups/" + group, Map.of("name", "Renamed")).status())
                .isEqualTo(404);
        assertThat(member.delete(path + owner.userId()).status()).isEqualTo(404);
        assertThat(member.patch(path + member.userId(), Map.of("roles", List.of("owner")))
                        .status())
                .isEqualTo(404);
        assertThat(owner.patch(path + member.userId(), Map.of("roles", List.of("king")))
                        .status())
                .isEqualTo(400);
        Answer admin = owner.patch(path + member.userId(), Map.of("roles", List.of("admin")));
        assertThat(admin.json().path("roles").toString()).isEqualTo("[\"admin\"]");
        assertThat(member.patch("groups/" + group, Map.of("name", "Renamed")).text("name"))
                .isEqualTo("Renamed");
        assertThat(member.patch(path + owner.userId(), Map.of("roles", List.of("member")))
                        .status())
                .isEqualTo(404);
        assertThat(owner.delete(path + member.userId()).status()).isEqualTo(204);
    }

    @Test
    void a_member_is_named_in_any_way() {
        join();
        String name = member.account().username();
        String full = member.userId();
        for (String same : List.of(full, full.substring("acct:".length()), name, name.toUpperCase(Locale.ROOT), "me")) {
            assertThat(member.get("groups/" + group + "/members/" + same).text("userid"))
                    .as(same)
                    .isEqualTo(full);
        }
        assertThat(owner.patch("groups/" + group + "/members/" + name, Map.of("roles", List.of("moderator")))
                        .text("userid"))
                .isEqualTo(full);
        assertThat(owner.get("groups/" + group + "/members/" + name + "@elsewhere.example")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_group_keeps_an_owner() {
        join();
        String path = "groups/" + group + "/members/";
        Answer refused = owner.patch(path + owner.userId(), Map.of("roles", List.of("member")));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("reason")).startsWith("A group needs an owner");
        assertThat(owner.delete(path + "me").status()).isEqualTo(204);
        assertThat(member.get(path + "me").json().path("roles").toString()).isEqualTo("[\"owner\"]");
    }

    @Test
    void a_group_leads_to_its_page() {
        String page =
                owner.get("groups/" + group).json().path("links").path("html").asString();
        assertThat(page).isEqualTo(TestServer.shared().url("/groups/" + group + "/reading-circle"));
        JsonNode own = owner.get("profile").json().path("groups").path(1);
        assertThat(own.path("url").asString()).isEqualTo(page);
        assertThat(TestServer.shared().signedIn(owner.account()).get(page).statusCode())
                .isEqualTo(200);
    }

    @Test
    void names_have_bounds() {
        assertThat(owner.post("groups", Map.of()).text("reason")).isEqualTo("'name' is a required property");
        assertThat(owner.post("groups", Map.of("name", "xy")).status()).isEqualTo(400);
        assertThat(owner.post("groups", Map.of("name", "x".repeat(26))).status())
                .isEqualTo(400);
        assertThat(owner.post("groups", Map.of("name", "fine", "type", "secret"))
                        .status())
                .isEqualTo(400);
        assertThat(owner.post("groups", Map.of("name", "fine", "groupid", "group:x@example.org"))
                        .status())
                .isEqualTo(400);
        assertThat(Api.anonymous().post("groups", Map.of("name", "fine")).status())
                .isEqualTo(404);
    }

    @Test
    void readers_flag_and_moderators_hide() {
        join();
        String id = shared(member);
        assertThat(stranger.put("annotations/" + id + "/flag").status()).isEqualTo(404);
        assertThat(owner.put("annotations/" + id + "/flag").status()).isEqualTo(204);
        assertThat(owner.put("annotations/" + id + "/flag").status()).isEqualTo(204);
        JsonNode moderators = owner.get("annotations/" + id).json();
        assertThat(moderators.path("flagged").asBoolean()).isTrue();
        assertThat(moderators.path("moderation").path("flagCount").asInt()).isEqualTo(1);
        assertThat(moderators.path("actions").toString()).isEqualTo("[\"moderate\"]");
        assertThat(member.get("annotations/" + id).json().has("moderation")).isFalse();
        assertThat(member.put("annotations/" + id + "/hide").status()).isEqualTo(404);
        stranger.post("groups/" + group + "/members/me", "");
        assertThat(owner.put("annotations/" + id + "/hide").status()).isEqualTo(204);
        assertThat(stranger.get("annotations/" + id).status()).isEqualTo(404);
        assertThat(stranger.get("search?uri=" + page).json().path("total").asInt())
                .isZero();
        assertThat(member.get("annotations/" + id).json().path("hidden").asBoolean())
                .isTrue();
        assertThat(owner.get("annotations/" + id).text("moderation_status")).isEqualTo("SPAM");
        assertThat(owner.delete("annotations/" + id + "/hide").status()).isEqualTo(204);
        assertThat(stranger.get("annotations/" + id).status()).isEqualTo(200);
    }

    @Test
    void moderators_decide_about_what_they_have_read() {
        owner.patch("groups/" + group, Map.of("pre_moderated", true));
        join();
        String id = shared(member);
        JsonNode seen = owner.get("annotations/" + id).json();
        assertThat(seen.path("moderation_status").asString()).isEqualTo("PENDING");
        assertThat(owner.get("groups/" + group + "/annotations?moderation_status=PENDING")
                        .json()
                        .path("data")
                        .path(0)
                        .path("id")
                        .asString())
                .isEqualTo(id);
        String updated = seen.path("updated").asString();
        member.patch("annotations/" + id, Map.of("text", "changed meanwhile"));
        assertThat(owner.patch(
                                "annotations/" + id + "/moderation",
                                Map.of("moderation_status", "APPROVED", "annotation_updated", updated))
                        .text("reason"))
                .isEqualTo("The annotation has been updated since it was loaded.");
        String now = owner.get("annotations/" + id).text("updated");
        assertThat(owner.patch(
                                "annotations/" + id + "/moderation",
                                Map.of(
                                        "moderation_status", "APPROVED",
                                        "current_moderation_status", "DENIED",
                                        "annotation_updated", now))
                        .text("reason"))
                .isEqualTo("The annotation has been moderated since it was loaded.");
        Answer approved = owner.patch(
                "annotations/" + id + "/moderation",
                Map.of(
                        "moderation_status", "APPROVED",
                        "current_moderation_status", "PENDING",
                        "annotation_updated", now));
        assertThat(approved.status()).isEqualTo(200);
        assertThat(approved.text("moderation_status")).isEqualTo("APPROVED");
    }
}
