package vouchsafe.portal.coordinator;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.Reply;

/** One click that requires PKCE of a project's app, offered once the app does it anyway. */
@Controller
final class ProofKeyController {
    private final Projects projects;

    ProofKeyController(Projects projects) {
        this.projects = projects;
    }

    @PostMapping("/direct-sharing/projects/oauth2/{slug}/require-pkce/")
    Reply require(@AuthenticationPrincipal SignedInMember member, @OwnProject Project project) {
        projects.requirePkce(project, member.id());
        return Reply.seeOther(project.detailPath())
                .saying("PKCE is required now. You can take that back on the edit page.");
    }
}
