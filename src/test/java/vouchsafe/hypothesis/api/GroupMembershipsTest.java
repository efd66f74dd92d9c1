package vouchsafe.hypothesis.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import vouchsafe.Answer;
import vouchsafe.TestServer;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.Role;

/** The members of a group, one by one and as a list: who sees them, adds them, removes them, gives them roles. */
class GroupMembershipsTest {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00";

    private final Api owner = Api.reused(0);
    private final Api stranger = Api.reused(1);
    private final Api anonymous = Api.anonymous();
    private final String group = owner.group();
    private int next = 2;

    private static String members(String groupId) {
        return "groups/" + groupId + "/members";
    }

    /** A new member of the server with this role in the group; with none where it is null. */
    private Api with(@Nullable Role role, String groupId) {
        Api member = Api.reused(next++);
        if (role != null) {
            Groups groups = TestServer.shared().bean(Groups.class);
            groups.join(groups.find(groupId).orElseThrow(), member.account().id(), role);
        }
        return member;
    }

    private Api with(Role role) {
        return with(role, group);
    }

    private String groupOf(String type) {
        return owner.post("groups", Map.of("name", "Readers", "type", type)).text("id");
    }

    private static Map<String, Object> roles(String role) {
        return Map.of("roles", List.of(role));
    }

    @Test
    void everyone_lists_the_members_of_a_group_that_everyone_reads() {
        String restricted = groupOf("restricted");
        Api second = with(Role.MEMBER, restricted);
        JsonNode list = anonymous.get(members(restricted)).json();
        assertThat(list.size()).isEqualTo(2);
        JsonNode first = list.path(0);
        assertThat(first.propertyNames())
                .containsExactly(
                        "authority", "userid", "username", "display_name", "roles", "actions", "created", "updated");
        assertThat(first.path("authority").asString()).isEqualTo("127.0.0.1");
        assertThat(first.path("userid").asString()).isEqualTo(owner.userId());
        assertThat(first.path("username").asString()).isEqualTo(owner.account().username());
        assertThat(first.path("display_name").asString()).isEqualTo("Test Member");
        assertThat(first.path("roles").toString()).isEqualTo("[\"owner\"]");
        assertThat(first.path("actions").toString()).isEqualTo("[]");
        assertThat(first.path("created").asString()).matches(TIME);
        assertThat(first.path("updated").asString()).matches(TIME);
        assertThat(list.path(1).path("userid").asString()).isEqualTo(second.userId());
    }

    @Test
    void a_list_may_be_asked_for_in_pages() {
        String open = groupOf("open");
        List<Api> others = List.of(with(Role.MEMBER, open), with(Role.MEMBER, open));
        Answer page = anonymous.get(members(open) + "?page%5Bnumber%5D=2&page%5Bsize%5D=2");
        assertThat(page.json().path("meta").toString()).isEqualTo("{\"page\":{\"total\":3}}");
        assertThat(page.json()
                        .path("data")
                        .valueStream()
                        .map(each -> each.path("userid").asString()))
                .containsExactly(others.getLast().userId());
        Answer beyond = anonymous.get(members(open) + "?page%5Bnumber%5D=2&page%5Bsize%5D=10");
        assertThat(beyond.body()).isEqualTo("{\"meta\":{\"page\":{\"total\":3}},\"data\":[]}");
        Answer wrong = anonymous.get(members(open) + "?page%5Bnumber%5D=0&page%5Bsize%5D=0");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text("reason"))
                .isEqualTo("page[number]: 0 is less than minimum value 1\npage[size]: 0 is less than minimum value 1");
        assertThat(anonymous.get(members(open) + "?page%5Bsize%5D=101").text("reason"))
                .isEqualTo("page[size]: 101 is greater than maximum value 100");
        assertThat(anonymous.get(members(open) + "?page%5Bnumber%5D=x").text("reason"))
                .isEqualTo("page[number]: \"x\" is not a number");
    }

    @Test
    void the_group_of_everybody_has_no_members() {
        assertThat(anonymous.get(members("__world__")).body()).isEqualTo("[]");
        assertThat(anonymous.get(members("__world__") + "?page%5Bnumber%5D=1").body())
                .isEqualTo("{\"meta\":{\"page\":{\"total\":0}},\"data\":[]}");
    }

    @Test
    void members_see_who_else_is_in_a_private_group_and_strangers_nothing() {
        Api member = with(Role.MEMBER);
        assertThat(member.get("groups/" + group).text("id")).isEqualTo(group);
        JsonNode list = member.get(members(group)).json();
        assertThat(list.path(0).path("actions").toString()).isEqualTo("[]");
        assertThat(list.path(1).path("userid").asString()).isEqualTo(member.userId());
        assertThat(list.path(1).path("actions").toString()).isEqualTo("[\"delete\"]");
        assertThat(member.get(members(group) + "?page%5Bnumber%5D=1").json().path("data"))
                .isEqualTo(list);
        for (Api other : List.of(stranger, anonymous)) {
            for (String path : List.of("", "?page%5Bnumber%5D=1", "/" + member.userId())) {
                assertThat(other.get(members(group) + path).status()).as(path).isEqualTo(404);
            }
        }
    }

    @Test
    void one_member_is_read_with_what_the_caller_may_do_to_them() {
        Api member = with(Role.MEMBER);
        JsonNode seen = owner.get(members(group) + "/" + member.userId()).json();
        assertThat(seen.path("roles").toString()).isEqualTo("[\"member\"]");
        assertThat(seen.path("actions").valueStream().map(JsonNode::asString))
                .containsExactly(
                        "delete",
                        "updates.roles.member",
                        "updates.roles.moderator",
                        "updates.roles.admin",
                        "updates.roles.owner");
        for (String type : List.of("open", "restricted")) {
            assertThat(anonymous
                            .get(members(groupOf(type)) + "/" + owner.userId())
                            .status())
                    .as(type)
                    .isEqualTo(200);
        }
        assertThat(owner.get("groups/doesnt_exist/members/" + member.userId()).status())
                .isEqualTo(404);
        assertThat(owner.get(members(group) + "/doesnt_exist").status()).isEqualTo(404);
        assertThat(owner.get(members(group) + "/" + stranger.userId()).status()).isEqualTo(404);
    }

    @Test
    void a_third_partys_server_adds_its_accounts_to_its_groups() {
        ThirdParty party = new ThirdParty();
        String teacher = party.account("teacher");
        String pupil = party.account("pupil");
        String helper = party.account("helper");
        String id = party.group(teacher, Map.of("name", "Class of 26"));
        String path = members(id) + "/";
        assertThat(party.api()
                        .send("POST", path + pupil, null)
                        .json()
                        .path("roles")
                        .toString())
                .isEqualTo("[\"member\"]");
        assertThat(party.api()
                        .post(path + helper, roles("owner"))
                        .json()
                        .path("roles")
                        .toString())
                .isEqualTo("[\"owner\"]");
        assertThat(party.api().send("POST", path + pupil, null).status())
                .as("who is a member already stays one")
                .isEqualTo(200);
        Answer conflict = party.api().post(path + pupil, roles("moderator"));
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.text("reason"))
                .isEqualTo("The user is already a member of the group, with conflicting membership attributes");
        assertThat(party.api()
                        .post(path + party.account("late"), roles("UNKNOWN"))
                        .text("reason"))
                .startsWith("roles.0: 'UNKNOWN' is not one of [");
        assertThat(party.api().get(members(id)).json().size()).isEqualTo(3);
    }

    @Test
    void who_acts_is_not_who_is_added_but_for_me() {
        ThirdParty party = new ThirdParty();
        String teacher = party.account("teacher");
        String pupil = party.account("pupil");
        String other = party.account("other");
        String path = members(party.group(teacher, Map.of("name", "Class of 26"))) + "/";
        assertThat(party.api()
                        .send("POST", path + pupil, null, "X-Forwarded-User", other)
                        .status())
                .isEqualTo(200);
        assertThat(party.api().get(path.substring(0, path.length() - 1)).body())
                .contains(pupil)
                .doesNotContain(other);
        assertThat(party.api().send("POST", path + "me", null).status()).isEqualTo(404);
        assertThat(party.api()
                        .send("POST", path + "me", null, "X-Forwarded-User", stranger.userId())
                        .status())
                .isEqualTo(404);
        assertThat(party.api()
                        .send("POST", path + "me", null, "X-Forwarded-User", other)
                        .text("userid"))
                .isEqualTo(other);
    }

    @Test
    void nobody_else_adds_anybody() {
        ThirdParty party = new ThirdParty();
        String teacher = party.account("teacher");
        String pupil = party.account("pupil");
        String id = party.group(teacher, Map.of("name", "Class of 26"));
        ThirdParty other = new ThirdParty();
        String foreign = other.account("somebody");
        String foreignGroup = other.group(foreign, Map.of("name", "Elsewhere"));
        assertThat(anonymous.post(members(id) + "/" + pupil, "").status()).isEqualTo(404);
        assertThat(stranger.post(members(id) + "/" + pupil, "").status()).isEqualTo(404);
        for (String path : List.of(
                "groups/UNKNOWN/members/" + pupil,
                members(id) + "/acct:unknown@" + party.authority,
                members(id) + "/INVALID_USERID",
                members(id) + "/" + foreign,
                members(foreignGroup) + "/" + pupil,
                members(foreignGroup) + "/" + foreign)) {
            assertThat(party.api().post(path, "").status()).as(path).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        OWNER,     OWNER,     true
        OWNER,     ADMIN,     true
        OWNER,     MODERATOR, true
        OWNER,     MEMBER,    true
        ADMIN,     OWNER,     false
        ADMIN,     ADMIN,     false
        ADMIN,     MODERATOR, true
        ADMIN,     MEMBER,    true
        MODERATOR, OWNER,     false
        MODERATOR, ADMIN,     false
        MODERATOR, MODERATOR, false
        MODERATOR, MEMBER,    true
        MEMBER,    OWNER,     false
        MEMBER,    ADMIN,     false
        MEMBER,    MODERATOR, false
        MEMBER,    MEMBER,    false
        ,          OWNER,     false
        ,          ADMIN,     false
        ,          MODERATOR, false
        ,          MEMBER,    false
        """)
    void roles_say_who_removes_whom(@Nullable Role own, Role theirs, boolean may) {
        Api actor = with(own, group);
        Api target = with(theirs);
        Api bystander = with(Role.MEMBER);
        assertThat(actor.delete(members(group) + "/" + target.userId()).status())
                .isEqualTo(may ? 204 : 404);
        assertThat(owner.get(members(group) + "/" + target.userId()).status()).isEqualTo(may ? 404 : 200);
        assertThat(owner.get(members(group) + "/" + bystander.userId()).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OWNER", "ADMIN", "MODERATOR", "MEMBER"})
    void whoever_is_a_member_may_leave_by_name_or_as_me(String role) {
        for (boolean me : new boolean[] {false, true}) {
            Api member = with(Role.valueOf(role));
            String path = members(group) + "/" + (me ? "me" : member.userId());
            assertThat(anonymous.delete(path).status()).isEqualTo(404);
            assertThat(member.delete(path).status()).isEqualTo(204);
            assertThat(member.get("groups/" + group).status()).isEqualTo(404);
        }
        assertThat(owner.get("groups/" + group).status()).isEqualTo(200);
    }

    @Test
    void who_is_not_a_member_cannot_be_removed() {
        for (String path : List.of(
                "groups/DOESNT_EXIST/members/" + owner.userId(),
                members(group) + "/acct:" + UUID.randomUUID().toString().replace("-", "") + "@127.0.0.1",
                members(group) + "/INVALID_USERID",
                members(group) + "/" + stranger.userId())) {
            assertThat(owner.delete(path).status()).as(path).isEqualTo(404);
        }
        assertThat(anonymous.delete(members(group) + "/me").status()).isEqualTo(404);
    }

    @Test
    void an_admin_makes_a_moderator_a_member_and_themselves_too() {
        Api admin = with(Role.ADMIN);
        Api moderator = with(Role.MODERATOR);
        JsonNode changed = admin.patch(members(group) + "/" + moderator.userId(), roles("member"))
                .json();
        assertThat(changed.path("userid").asString()).isEqualTo(moderator.userId());
        assertThat(changed.path("roles").toString()).isEqualTo("[\"member\"]");
        assertThat(changed.path("actions").valueStream().map(JsonNode::asString))
                .containsExactly("delete", "updates.roles.member", "updates.roles.moderator");
        assertThat(admin.patch(members(group) + "/me", roles("owner")).status()).isEqualTo(404);
        JsonNode self = admin.patch(members(group) + "/me", roles("member")).json();
        assertThat(self.path("userid").asString()).isEqualTo(admin.userId());
        assertThat(self.path("actions").toString()).isEqualTo("[\"delete\"]");
    }

    @Test
    void nobody_gives_a_role_that_is_not_theirs_to_give() {
        Api admin = with(Role.ADMIN);
        Api member = with(Role.MEMBER);
        String path = members(group) + "/";
        assertThat(anonymous.patch(path + member.userId(), roles("member")).status())
                .isEqualTo(404);
        assertThat(admin.patch(path + member.userId(), roles("owner")).status()).isEqualTo(404);
        assertThat(admin.patch("groups/UNKNOWN/members/" + member.userId(), roles("member"))
                        .status())
                .isEqualTo(404);
        for (String nobody : List.of("acct:UNKNOWN@127.0.0.1", "INVALID_USERID", stranger.userId())) {
            assertThat(admin.patch(path + nobody, roles("member")).status())
                    .as(nobody)
                    .isEqualTo(404);
        }
        Answer unknown = admin.patch(path + member.userId(), roles("UNKNOWN"));
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.text("reason")).startsWith("roles.0: 'UNKNOWN' is not one of [");
    }

    @ParameterizedTest
    @CsvSource({"MODERATOR,200", "ADMIN,200", "OWNER,200", "MEMBER,404"})
    void moderators_and_above_change_the_group(Role role, int status) {
        Api member = with(role);
        Map<String, Object> change = Map.of("name", "Rename my group", "id", "fbdzzz", "organization", "foobar");
        Answer changed = member.patch("groups/" + group, change);
        assertThat(changed.status()).isEqualTo(status);
        if (status == 200) {
            assertThat(changed.text("name")).isEqualTo("Rename my group");
            assertThat(changed.text("id")).isEqualTo(group);
            assertThat(changed.json().path("groupid").isNull()).isTrue();
            assertThat(changed.json().path("organization").isNull()).isTrue();
            assertThat(member.patch("groups/" + group, Map.of()).text("name")).isEqualTo("Rename my group");
            assertThat(member.patch("groups/" + group, Map.of("type", "open")).status())
                    .as("who reads a group is for those to say who run it")
                    .isEqualTo(role == Role.MODERATOR ? 400 : 200);
        }
    }

    @Test
    void what_is_wrong_with_a_group_is_told() {
        String path = "groups/" + group;
        String longName = "O" + "o".repeat(65);
        Answer tooLong = owner.patch(path, Map.of("name", longName));
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.text("reason")).isEqualTo("name: '" + longName + "' is too long");
        Answer id = owner.patch(path, Map.of("groupid", "3434kjkjk"));
        assertThat(id.status()).isEqualTo(400);
        assertThat(id.text("reason"))
                .isEqualTo("groupid: '3434kjkjk' does not match"
                        + " \"^group:([a-zA-Z0-9._\\\\-+!~*()']{1,1024})@(.*)$\"");
        assertThat(owner.patch(path, Map.of("groupid", "group:12345@127.0.0.1")).text("reason"))
                .isEqualTo("groupid may only be set on groups outside of the default authority '127.0.0.1'");
        assertThat(anonymous.patch(path, Map.of("name", "Mine")).status()).isEqualTo(404);
        assertThat(stranger.patch(path, Map.of("name", "Mine")).status()).isEqualTo(404);
    }
}
