package vouchsafe.portal.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.Role;

/** Who belongs to a group: added, given roles, removed, and what each of them says. */
class GroupMembersPageTest {
    private final TestServer server = TestServer.shared();

    @Test
    void those_who_run_a_restricted_group_choose_its_members() {
        TestGroup group = new TestGroup(Group.Type.RESTRICTED);
        Member bob = server.member();
        WebSession admin = TestGroup.browserOf(group.with(Role.ADMIN));
        String members = group.path("members");
        HttpResponse<String> unknown = admin.submit(members, Map.of("username", "nobody_has_this"));
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("Nobody here has this username.").contains("nobody_has_this");
        assertThat(admin.submit(members, Map.of("username", "\u0000")).statusCode())
                .isEqualTo(400);
        assertThat(admin.submit(members, Map.of("username", " " + bob.username() + " "))
                        .statusCode())
                .isEqualTo(303);
        assertThat(group.roleOf(bob)).isEqualTo(Role.MEMBER);
        assertThat(admin.submit(members, Map.of("username", bob.username())).body())
                .contains("They are a member already.");
        assertThat(admin.submit(members, Map.of("username", "acct:" + bob.username() + "@127.0.0.1"))
                        .body())
                .contains("They are a member already.");
        assertThat(server.signedIn(bob).get("/account/activity/").body())
                .contains("Another member added you to the group");
    }

    @Test
    void nobody_is_made_a_member_of_a_group_that_people_join_by_themselves() {
        for (Group.Type type : new Group.Type[] {Group.Type.PRIVATE, Group.Type.OPEN}) {
            TestGroup group = new TestGroup(type);
            Member bob = server.member();
            WebSession owner = TestGroup.browserOf(group.owner);
            assertThat(owner.get(group.path("members")).body()).doesNotContain("Add a member");
            assertThat(owner.post(group.path("members"), Map.of("username", bob.username()))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(group.has(bob)).isFalse();
        }
    }

    @Test
    void roles_are_given_and_members_removed() {
        TestGroup group = new TestGroup(Group.Type.PRIVATE);
        Member bob = group.with(Role.MEMBER);
        WebSession owner = TestGroup.browserOf(group.owner);
        owner.submit(group.path("members"), Map.of());
        owner.post(group.path("members/role"), Map.of("username", bob.username(), "role", "moderator"));
        assertThat(owner.get(group.path("members")).body()).contains(bob.username() + ": moderator from now on.");
        assertThat(group.roleOf(bob)).isEqualTo(Role.MODERATOR);
        assertThat(server.signedIn(bob).get("/account/activity/").body()).contains("You became moderator of the group");
        owner.post(group.path("members/remove"), Map.of("username", bob.username()));
        assertThat(group.has(bob)).isFalse();
        assertThat(server.signedIn(bob).get("/account/activity/").body())
                .contains("Another member removed you from the group");
    }

    @Test
    void a_group_keeps_an_owner() {
        TestGroup group = new TestGroup(Group.Type.PRIVATE);
        Member plain = group.with(Role.MEMBER);
        Member moderator = group.with(Role.MODERATOR);
        WebSession owner = TestGroup.browserOf(group.owner);
        owner.get(group.path("members"));
        owner.post(group.path("members/role"), Map.of("username", group.owner.username(), "role", "member"));
        assertThat(owner.get(group.path("members")).body()).contains("A group needs an owner");
        assertThat(group.roleOf(group.owner)).isEqualTo(Role.OWNER);
        assertThat(owner.get(group.path("leave")).body())
                .contains(moderator.username() + " becomes the owner when you leave.");
        owner.post(group.path("leave"), Map.of());
        assertThat(group.roleOf(moderator)).isEqualTo(Role.OWNER);
        assertThat(group.roleOf(plain)).isEqualTo(Role.MEMBER);
    }

    @Test
    void members_see_who_belongs_and_change_nothing() {
        TestGroup group = new TestGroup(Group.Type.PRIVATE);
        WebSession member = TestGroup.browserOf(group.with(Role.MEMBER));
        String seen = member.get(group.path("members")).body();
        assertThat(seen)
                .contains(group.owner.username())
                .doesNotContain("members/role")
                .doesNotContain("members/remove");
    }
}
