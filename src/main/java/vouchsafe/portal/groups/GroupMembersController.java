package vouchsafe.portal.groups;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.accounts.UserId;
import vouchsafe.annotations.GroupMember;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.Role;
import vouchsafe.annotations.RoleChange;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** The members of a group: its members see them, and those who run it change them. */
@Controller
final class GroupMembersController {
    private static final String PATH = "/groups/{id}/members";
    private static final int PER_PAGE = 50;

    private final StaticTemplates templates = new StaticTemplates();
    private final Groups groups;
    private final GroupAccess access;
    private final Members members;
    private final Authority authority;

    GroupMembersController(Groups groups, GroupAccess access, Members members, Authority authority) {
        this.groups = groups;
        this.access = access;
        this.members = members;
        this.authority = authority;
    }

    @GetMapping(PATH)
    JteModel list(
            Page page,
            @PathVariable String id,
            @RequestParam(defaultValue = "1") String number,
            @AuthenticationPrincipal SignedInMember member) {
        GroupView view = access.require(id, member, GroupView::member);
        int shown = number.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(number) : 1;
        return list(page, view, member, shown, "", Map.of());
    }

    private JteModel list(
            Page page,
            GroupView view,
            SignedInMember member,
            int number,
            String username,
            Map<String, String> problems) {
        String id = view.group().id();
        List<GroupMember> some = groups.members(id, (number - 1L) * PER_PAGE, PER_PAGE);
        return templates.groupsMembers(
                page,
                view,
                new MembersPage(
                        member.id(),
                        GroupPerson.of(some, members),
                        groups.size(id),
                        number,
                        PER_PAGE,
                        username,
                        problems));
    }

    /** Makes a person a member of a restricted group. */
    @PostMapping(PATH)
    Reply add(
            Page page,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String username,
            @AuthenticationPrincipal SignedInMember self) {
        GroupView view = access.require(id, self, GroupView::mayAdd);
        String name = username.strip();
        Optional<Member> wanted = find(name).filter(Member::active);
        String problem = wanted.isEmpty()
                ? "Nobody here has this username."
                : groups.member(view.group().id(), wanted.get().id()).isPresent() ? "They are a member already." : "";
        if (wanted.isEmpty() || !problem.isEmpty()) {
            return Reply.mend(list(page, view, self, 1, name, Map.of("username", problem)));
        }
        if (groups.add(view.group(), self.id(), wanted.get().id()).isEmpty()) {
            throw new NoSuchPage();
        }
        return Reply.seeOther(view.path("members")).saying(wanted.get().username() + " is a member now.");
    }

    private Optional<Member> find(String named) {
        return UserId.read(named, authority.value())
                .filter(id -> id.authority().equals(authority.value()))
                .flatMap(id -> members.byUsername(id.username()));
    }

    @PostMapping(PATH + "/role")
    Reply change(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String role,
            @AuthenticationPrincipal SignedInMember self) {
        GroupView view = access.require(id, self, GroupView::mayEdit);
        GroupMember theirs = membership(view, username);
        Role wanted = Arrays.stream(Role.values())
                .filter(each -> each.word().equals(role))
                .filter(each -> view.mayGive(theirs.role(), each))
                .findFirst()
                .orElseThrow(NoSuchPage::new);
        RoleChange change = groups.changeRole(view.group(), self.id(), theirs.memberId(), wanted);
        String said = switch (change) {
            case RoleChange.Done(GroupMember changed) ->
                username + ": " + GroupView.word(changed.role()).toLowerCase(Locale.ROOT) + " from now on.";
            case RoleChange.NoMember() -> username + " has left the group meanwhile.";
            case RoleChange.LastOwner() -> "A group needs an owner: make somebody else one first.";
        };
        return Reply.seeOther(view.path("members"))
                .doneIf(change instanceof RoleChange.Done)
                .saying(said);
    }

    @PostMapping(PATH + "/remove")
    Reply remove(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String username,
            @AuthenticationPrincipal SignedInMember self) {
        GroupView view = access.require(id, self, GroupView::member);
        GroupMember theirs = membership(view, username);
        if (theirs.memberId().equals(self.id())) {
            return Reply.seeOther(view.path("leave")).nothingDone();
        }
        if (!view.mayRemove(theirs.role())) {
            throw new NoSuchPage();
        }
        groups.leave(view.group(), self.id(), theirs.memberId());
        return Reply.seeOther(view.path("members")).saying(username + " is no member any more.");
    }

    private GroupMember membership(GroupView view, String username) {
        return find(username)
                .flatMap(member -> groups.member(view.group().id(), member.id()))
                .orElseThrow(NoSuchPage::new);
    }
}
