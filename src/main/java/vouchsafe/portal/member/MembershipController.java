package vouchsafe.portal.member;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Reply;

/** The acts of members on the public page of a project. */
@Controller
final class MembershipController {
    private final Projects projects;
    private final Grants grants;

    MembershipController(Projects projects, Grants grants) {
        this.projects = projects;
        this.grants = grants;
    }

    /** Shows or hides the connection on public pages; {@code visible_status} is {@code True} or {@code False}. */
    @PostMapping("/activity/{slug}/")
    Reply setVisibility(
            @PathVariable String slug,
            @RequestParam(name = "visible_status", defaultValue = "") String visible,
            @AuthenticationPrincipal @Nullable SignedInMember member) {
        Project project = projects.bySlug(slug).orElseThrow(NoSuchPage::new);
        if (member == null) {
            return Reply.signIn(project.activityPath());
        }
        Grant grant = grants.find(project.clientRowId(), member.id())
                .filter(Grant::active)
                .orElseThrow(NoSuchPage::new);
        boolean hide = visible.equals("False");
        Reply.SentOn back = Reply.seeOther(project.activityPath());
        if (!hide && !visible.equals("True")) {
            return back.nothingDone();
        }
        grants.hide(grant.id(), hide);
        return back.saying(hide ? "Your membership is hidden." : "Your membership is visible.");
    }
}
