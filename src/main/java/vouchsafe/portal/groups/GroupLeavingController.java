package vouchsafe.portal.groups;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.annotations.Annotations;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.GroupMember;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.Role;
import vouchsafe.annotations.Search;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** Leaving a group, and ending it as its owner. Both pages tell what happens to its annotations. */
@Controller
final class GroupLeavingController {
    private static final String LEAVE = "/groups/{id}/leave";
    private static final String DELETE = "/groups/{id}/delete";

    private final StaticTemplates templates = new StaticTemplates();
    private final Groups groups;
    private final GroupAccess access;
    private final Annotations annotations;
    private final Members members;

    GroupLeavingController(Groups groups, GroupAccess access, Annotations annotations, Members members) {
        this.groups = groups;
        this.access = access;
        this.annotations = annotations;
        this.members = members;
    }

    @GetMapping(LEAVE)
    JteModel leaving(Page page, @PathVariable String id, @AuthenticationPrincipal SignedInMember member) {
        GroupView view = access.require(id, member, GroupView::member);
        boolean last = groups.size(view.group().id()) == 1;
        return templates.groupsLeave(page, view, last, successor(view, member).orElse(""));
    }

    /** The next owner where the last one leaves; empty where another owner stays, or no member is left. */
    private Optional<String> successor(GroupView view, SignedInMember member) {
        if (!view.mayDelete()) {
            return Optional.empty();
        }
        List<GroupMember> others = groups.withRole(view.group().id(), Role.MEMBER, 2).stream()
                .filter(each -> !each.memberId().equals(member.id()))
                .limit(1)
                .toList();
        return GroupPerson.of(others, members).stream()
                .filter(next -> next.role() != Role.OWNER)
                .map(GroupPerson::name)
                .findFirst();
    }

    @PostMapping(LEAVE)
    Reply leave(@PathVariable String id, @AuthenticationPrincipal SignedInMember member) {
        Group group = access.require(id, member, GroupView::member).group();
        groups.leave(group, member.id(), member.id());
        return Reply.seeOther("/groups/").saying("You left " + group.name() + ".");
    }

    @GetMapping(DELETE)
    JteModel deleting(Page page, @PathVariable String id, @AuthenticationPrincipal SignedInMember member) {
        GroupView view = access.require(id, member, GroupView::mayDelete);
        return deletion(page, view, member, Map.of());
    }

    private JteModel deletion(Page page, GroupView view, SignedInMember member, Map<String, String> problems) {
        Group group = view.group();
        long written = annotations.count(new Search().group(group.id()).shared(null), access.viewer(member));
        return templates.groupsDelete(page, view, groups.size(group.id()), written, problems);
    }

    @PostMapping(DELETE)
    Reply delete(
            Page page,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String sure,
            @AuthenticationPrincipal SignedInMember member) {
        GroupView view = access.require(id, member, GroupView::mayDelete);
        if (sure.isEmpty()) {
            return Reply.mend(deletion(page, view, member, Map.of("sure", "Say that this is meant.")));
        }
        groups.delete(view.group(), member.id());
        return Reply.seeOther("/groups/")
                .saying(view.group().name() + " is deleted, with everything that was written in it.");
    }
}
