package vouchsafe.portal.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.Role;
import vouchsafe.hypothesis.api.TestNotes;

/** Every action on a group's pages, tried by people who may not do it. */
class GroupAccessTest {
    private final TestServer server = TestServer.shared();

    /** Actions that nobody below this role may do, as path and form. */
    private static Map<String, Map<String, String>> actions(TestGroup group, Member target, Role least, String note) {
        Map<String, Map<String, String>> actions = new LinkedHashMap<>();
        String username = target.username();
        if (least == Role.MODERATOR) {
            actions.put("moderation/" + note, Map.of("status", "SPAM", "current", "APPROVED"));
            actions.put("moderation/" + note + "?", Map.of("status", "dismiss"));
            actions.put("members/remove", Map.of("username", username));
            actions.put("edit", Map.of("name", "Taken over", "type", "open", "opened", "on"));
        } else if (least == Role.ADMIN) {
            actions.put("members/role", Map.of("username", username, "role", "moderator"));
            actions.put(
                    "members", Map.of("username", TestServer.shared().member().username()));
        } else {
            actions.put("delete", Map.of("sure", "on"));
        }
        return actions;
    }

    private void assertNothingThere(WebSession browser, String who, TestGroup group, List<Role> roles) {
        Member target = group.with(Role.MEMBER);
        String note = TestNotes.shared(target, group.group.id(), "https://example.org/", "words");
        browser.get("/account/");
        for (Role least : roles) {
            actions(group, target, least, note).forEach((path, form) -> {
                HttpResponse<String> answer = browser.post(group.path(path), form);
                assertThat(answer.statusCode()).as(who + " " + path).isEqualTo(404);
            });
        }
        assertThat(TestServer.shared().bean(vouchsafe.annotations.Groups.class).find(group.group.id()))
                .contains(group.group);
        assertThat(group.roleOf(target)).isEqualTo(Role.MEMBER);
        assertThat(TestNotes.read(group.owner, note)).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void strangers_members_and_moderators_of_other_groups_can_do_nothing(Group.Type type) {
        TestGroup group = new TestGroup(type);
        Member elsewhere = new TestGroup(type).owner;
        List<Role> all = List.of(Role.MODERATOR, Role.ADMIN, Role.OWNER);
        WebSession theirs = server.signedIn(elsewhere);
        assertNothingThere(theirs, "an owner of another group", group, all);
        for (String page : new String[] {"edit", "members", "moderation", "leave", "delete"}) {
            assertThat(theirs.get(group.path(page)).statusCode()).as(page).isEqualTo(404);
        }
        assertNothingThere(TestGroup.browserOf(group.with(Role.MEMBER)), "a member", group, all);
    }

    @Test
    void roles_reach_as_far_as_they_reach_and_no_further() {
        TestGroup group = new TestGroup(Group.Type.RESTRICTED);
        Member moderator = group.with(Role.MODERATOR);
        Member admin = group.with(Role.ADMIN);
        assertNothingThere(TestGroup.browserOf(moderator), "a moderator", group, List.of(Role.ADMIN, Role.OWNER));
        assertNothingThere(TestGroup.browserOf(admin), "an admin", group, List.of(Role.OWNER));
        WebSession browser = TestGroup.browserOf(admin);
        browser.get("/account/");
        for (String[] tried : new String[][] {
            {group.owner.username(), "member"}, {moderator.username(), "admin"}, {admin.username(), "owner"}
        }) {
            assertThat(browser.post(group.path("members/role"), Map.of("username", tried[0], "role", tried[1]))
                            .statusCode())
                    .as(tried[0] + " " + tried[1])
                    .isEqualTo(404);
        }
        assertThat(browser.post(group.path("members/remove"), Map.of("username", group.owner.username()))
                        .statusCode())
                .isEqualTo(404);
        WebSession hers = TestGroup.browserOf(moderator);
        hers.get("/account/");
        assertThat(hers.post(group.path("members/remove"), Map.of("username", admin.username()))
                        .statusCode())
                .isEqualTo(404);
        assertThat(group.roleOf(admin)).isEqualTo(Role.ADMIN);
        assertThat(hers.get(group.path("edit")).statusCode()).isEqualTo(200);
        HttpResponse<String> opening =
                hers.submit(group.path("edit"), Map.of("name", "Renamed", "type", "open", "opened", "on"));
        assertThat(opening.statusCode()).isEqualTo(400);
        assertThat(opening.body()).contains("Only admins and owners may change who reads the group.");
        assertThat(hers.submit(group.path("edit"), Map.of("name", "Renamed", "type", "restricted"))
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void who_may_change_a_group_finds_the_way_there() {
        TestGroup group = new TestGroup(Group.Type.OPEN);
        String link = "href=\"" + group.path("edit") + "\"";
        for (Role role : Role.values()) {
            WebSession browser = TestGroup.browserOf(group.with(role));
            boolean may = role != Role.MEMBER;
            assertThat(browser.get(group.group.path()).body().contains(link))
                    .as(role + " sees it")
                    .isEqualTo(may);
            assertThat(browser.get(group.path("edit")).statusCode())
                    .as(role + " opens it")
                    .isEqualTo(may ? 200 : 404);
        }
        for (WebSession other : List.of(server.browser(), server.signedIn(server.member()))) {
            assertThat(other.get(group.group.path()).body()).doesNotContain(link);
        }
    }

    @Test
    void a_private_group_of_a_third_party_is_not_there() {
        Group theirs = server.bean(vouchsafe.annotations.Groups.class)
                .create(
                        server.member().id(),
                        new vouchsafe.annotations.GroupDraft(
                                "elsewhere.example",
                                null,
                                "Not from here",
                                "",
                                Group.Type.PRIVATE,
                                false,
                                false,
                                List.of()))
                .orElseThrow();
        assertThat(server.signedIn(server.member()).get(theirs.path()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void whoever_is_not_signed_in_is_asked_to_and_comes_back() {
        TestGroup group = new TestGroup(Group.Type.OPEN);
        for (String page : new String[] {"edit", "members", "moderation", "leave", "delete"}) {
            HttpResponse<String> answer = server.browser().get(group.path(page));
            assertThat(answer.statusCode()).as(page).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElseThrow())
                    .isEqualTo("/account/login/?next=%2Fgroups%2F" + group.group.id() + "%2F" + page);
        }
        assertThat(server.browser().get("/groups/new").statusCode()).isEqualTo(302);
        assertThat(server.browser().get("/groups/").statusCode()).isEqualTo(302);
    }

    @Test
    void no_form_works_without_its_anti_forgery_value() {
        TestGroup group = new TestGroup(Group.Type.RESTRICTED);
        WebSession owner = TestGroup.browserOf(group.owner);
        for (String path : new String[] {
            "join", "leave", "delete", "edit", "members", "members/role", "members/remove", "moderation/x"
        }) {
            assertThat(owner.post(group.path(path), Map.of("csrfmiddlewaretoken", "forged", "sure", "on"))
                            .statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(group.has(group.owner)).isTrue();
    }
}
