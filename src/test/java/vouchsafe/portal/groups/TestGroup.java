package vouchsafe.portal.groups;

import java.util.List;
import java.util.UUID;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.GroupDraft;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.Role;

/** A group with somebody in every role, for tests of its pages. */
final class TestGroup {
    private static final TestServer SERVER = TestServer.shared();

    final Member owner = SERVER.member();
    final Group group;

    TestGroup(Group.Type type) {
        this(type, false);
    }

    TestGroup(Group.Type type, boolean preModerated) {
        String name = "Circle " + UUID.randomUUID().toString().substring(0, 8);
        group = SERVER.bean(Groups.class)
                .create(owner.id(), new GroupDraft("", null, name, "What for", type, preModerated, false, List.of()))
                .orElseThrow();
    }

    String path(String page) {
        return "/groups/" + group.id() + "/" + page;
    }

    /** A new member of the server who has this role in the group. */
    Member with(Role role) {
        Member member = SERVER.member();
        Groups groups = SERVER.bean(Groups.class);
        groups.join(group, member.id(), Role.MEMBER);
        groups.changeRole(group, owner.id(), member.id(), role);
        return member;
    }

    static WebSession browserOf(Member member) {
        return SERVER.signedIn(member);
    }

    Role roleOf(Member member) {
        return SERVER.bean(Groups.class)
                .member(group.id(), member.id())
                .orElseThrow()
                .role();
    }

    boolean has(Member member) {
        return SERVER.bean(Groups.class).member(group.id(), member.id()).isPresent();
    }
}
