package vouchsafe.portal.groups;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.Groups;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** The groups a member belongs to, and making a new one. Annotation clients lead here. */
@Controller
final class GroupsController {
    private static final String NEW = "/groups/new";

    private final StaticTemplates templates = new StaticTemplates();
    private final Groups groups;
    private final InstantSource clock;

    GroupsController(Groups groups, InstantSource clock) {
        this.groups = groups;
        this.clock = clock;
    }

    @GetMapping({"/groups", "/groups/"})
    JteModel list(Page page, @AuthenticationPrincipal SignedInMember member) {
        return templates.groupsList(page, groups.overview(member.id()), clock.instant());
    }

    @GetMapping(NEW)
    JteModel blank(Page page) {
        return templates.groupsCreate(page, GroupForm.blank(), Map.of());
    }

    @PostMapping(NEW)
    Reply create(Page page, @AuthenticationPrincipal SignedInMember member, HttpServletRequest request) {
        GroupForm form = GroupForm.read(request);
        Map<String, String> problems = form.problems(null);
        if (!problems.isEmpty()) {
            return Reply.mend(templates.groupsCreate(page, form, problems));
        }
        // Only a third party's name for a group can be taken, and this group has none.
        Group group = groups.create(member.id(), form.draft(null)).orElseThrow();
        return Reply.seeOther(group.path()).saying("Your group is there.");
    }
}
