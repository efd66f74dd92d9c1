package vouchsafe.portal.coordinator;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.projects.Stewardship;
import vouchsafe.web.pages.OnceShown;
import vouchsafe.web.pages.Page;

/** The list of a member's own projects. */
@Controller
public final class ManageController {
    private final StaticTemplates templates = new StaticTemplates();
    private final Projects projects;
    private final Stewardship stewardship;
    private final OnceShown secrets;

    ManageController(Projects projects, Stewardship stewardship, OnceShown secrets) {
        this.projects = projects;
        this.stewardship = stewardship;
        this.secrets = secrets;
    }

    /**
     * One line of the list.
     *
     * @param members the number of members who are connected now
     * @param secretWaits whether a new client secret waits on the detail page
     */
    public record Line(Project project, long members, boolean secretWaits) {}

    @GetMapping("/direct-sharing/projects/manage/")
    JteModel manage(Page page, @AuthenticationPrincipal SignedInMember member, HttpServletRequest request) {
        List<Line> lines = projects.byCoordinator(member.id()).stream()
                .map(project -> new Line(
                        project,
                        projects.activeMembers(project),
                        secrets.shown(request, ProjectSecretKind.CLIENT_SECRET.of(project.id()))
                                .isPresent()))
                .toList();
        List<Project> invitations = stewardship.invitationsOf(member.id()).stream()
                .flatMap(invitation -> projects.find(invitation.projectId()).stream())
                .toList();
        return templates.coordinatorManage(page, lines, invitations, projects.memberCap());
    }
}
