package vouchsafe.portal.groups;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.Groups;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** Lets owners and admins change a group's name and its readers. */
@Controller
final class GroupEditController {
    private static final String PATH = "/groups/{id}/edit";

    private final StaticTemplates templates = new StaticTemplates();
    private final Groups groups;
    private final GroupAccess access;

    GroupEditController(Groups groups, GroupAccess access) {
        this.groups = groups;
        this.access = access;
    }

    @GetMapping(PATH)
    JteModel form(Page page, @PathVariable String id, @AuthenticationPrincipal SignedInMember member) {
        GroupView view = access.require(id, member, GroupView::mayChange);
        return templates.groupsEdit(page, view, GroupForm.of(view.group()), Map.of());
    }

    @PostMapping(PATH)
    Reply change(
            Page page,
            @PathVariable String id,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request) {
        GroupView view = access.require(id, member, GroupView::mayChange);
        GroupForm form = GroupForm.read(request);
        Map<String, String> problems = form.problems(view.group());
        if (!view.mayEdit() && !form.type().equals(view.group().type().word())) {
            problems.put("type", "Only admins and owners may change who reads the group.");
        }
        if (!problems.isEmpty()) {
            return Reply.mend(templates.groupsEdit(page, view, form, problems));
        }
        // The group keeps the name that a third party gave it, so no name can be taken; but it may have ended
        // meanwhile.
        Group changed = groups.update(member.id(), view.group(), form.draft(view.group()))
                .orElseThrow(NoSuchPage::new);
        return Reply.seeOther(changed.path()).saying("Your changes are saved.");
    }
}
