package vouchsafe.portal.groups;

import gg.jte.generated.precompiled.StaticTemplates;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.annotations.AnnotationId;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.Role;
import vouchsafe.annotations.Search;
import vouchsafe.annotations.Viewer;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/**
 * The page of a group. A private group shows its name to members who have its link, and lets them join; strangers sign in
 * first.
 */
@Controller
final class GroupController {
    private static final int SHOWN = 12;

    private final StaticTemplates templates = new StaticTemplates();
    private final Groups groups;
    private final GroupAccess access;
    private final AnnotationLines lines;
    private final Members members;
    private final PublicAddress address;
    private final InstantSource clock;

    GroupController(
            Groups groups,
            GroupAccess access,
            AnnotationLines lines,
            Members members,
            PublicAddress address,
            InstantSource clock) {
        this.groups = groups;
        this.access = access;
        this.lines = lines;
        this.members = members;
        this.address = address;
        this.clock = clock;
    }

    /** Shows the group; {@code before} is the last annotation of the page before. */
    @GetMapping({"/groups/{id}", "/groups/{id}/{slug}"})
    Reply show(
            Page page,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String before,
            @AuthenticationPrincipal @Nullable SignedInMember member) {
        Group group = access.find(id);
        if (member == null && !group.readByAll()) {
            return Reply.signIn(page.path());
        }
        if (!page.path().equals(group.path())) {
            return Reply.seeOther(group.path());
        }
        GroupView view = access.view(group, member);
        if (!view.member() && !group.readByAll()) {
            return Reply.page(templates.groupsJoin(page, view, creator(group), groups.size(group.id())));
        }
        Viewer viewer = access.viewer(member);
        AnnotationLines.Lines shown = lines.page(
                new Search().group(group.id()), AnnotationId.parse(before).orElse(null), viewer);
        return Reply.page(templates.groupsGroup(
                page,
                new GroupPage(
                        view, creator(group), groups.size(group.id()), people(view), address.url(group.path()), shown),
                clock.instant()));
    }

    private String creator(Group group) {
        UUID id = group.creatorId();
        return id == null ? "" : members.usernames(List.of(id)).getOrDefault(id, "");
    }

    /** The people that the page names: some members for other members, only those who run the group for all others. */
    private List<GroupPerson> people(GroupView view) {
        Role least = view.member() ? Role.MEMBER : Role.MODERATOR;
        return GroupPerson.of(groups.withRole(view.group().id(), least, SHOWN), members);
    }

    @PostMapping("/groups/{id}/join")
    Reply join(@PathVariable String id, @AuthenticationPrincipal SignedInMember member) {
        Group group = access.require(id, member, view -> view.joinable()).group();
        if (groups.join(group, member.id(), Role.MEMBER).isEmpty()) {
            throw new NoSuchPage();
        }
        return Reply.seeOther(group.path()).saying("You are a member of " + group.name() + " now.");
    }
}
