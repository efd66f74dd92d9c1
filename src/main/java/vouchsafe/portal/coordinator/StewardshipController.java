package vouchsafe.portal.coordinator;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import vouchsafe.accounts.MailAllowance;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.consent.ProjectEnds;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.projects.Stewardship;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.PageArguments;
import vouchsafe.web.pages.Redirect;
import vouchsafe.web.pages.Waits;

/**
 * The pages about a project's coordinator: inviting another member, handing over, accepting; and closing the project for
 * good.
 */
@Controller
final class StewardshipController {
    private static final String PATH = "/direct-sharing/projects/stewardship/{slug}/";
    private static final String MANAGE = "/direct-sharing/projects/manage/";
    private static final int LONGEST_REASON = 1000;

    private final StaticTemplates templates = new StaticTemplates();
    private final OwnProjects ownProjects;
    private final Projects projects;
    private final Stewardship stewardship;
    private final ProjectEnds ends;
    private final Members members;
    private final MailAllowance allowance;

    StewardshipController(
            OwnProjects ownProjects,
            Projects projects,
            Stewardship stewardship,
            ProjectEnds ends,
            Members members,
            MailAllowance allowance) {
        this.ownProjects = ownProjects;
        this.projects = projects;
        this.stewardship = stewardship;
        this.ends = ends;
        this.members = members;
        this.allowance = allowance;
    }

    @GetMapping(PATH)
    JteModel show(Page page, @PathVariable String slug, @AuthenticationPrincipal SignedInMember member) {
        return page(page, ownProjects.require(slug, member), member, Map.of());
    }

    @PostMapping(PATH + "invite/")
    @Nullable
    JteModel invite(
            Page page,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String username,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        Project project = open(slug, member);
        Optional<Member> invited = possible(project, username);
        if (invited.isEmpty()) {
            return refused(page, project, member, "username", response);
        }
        Optional<Duration> wait = allowance.take();
        if (wait.isPresent()) {
            return page(page, project, member, Map.of("username", Waits.tooMany(response, wait.get())));
        }
        if (!ends.invite(project, invited.get().id(), member.credentials())) {
            return refused(page, project, member, "username", response);
        }
        PageArguments.flash(request, username + " is asked to run the project, and told by mail.");
        return back(slug, response);
    }

    @PostMapping(PATH + "uninvite/")
    @Nullable
    JteModel takeBack(
            @PathVariable String slug,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        stewardship.endInvitation(ownProjects.require(slug, member), member.id());
        PageArguments.flash(request, "The invitation is taken back.");
        return back(slug, response);
    }

    /** Hands the project over at an administrator's wish, without an invitation to accept. */
    @PostMapping(PATH + "hand-over/")
    @Nullable
    JteModel handOver(
            Page page,
            @PathVariable String slug,
            @RequestParam(name = "coordinator", defaultValue = "") String username,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        Project project = open(slug, member);
        if (!member.administrator()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        Optional<Member> next = possible(project, username);
        if (next.isEmpty() || !ends.handOver(project, next.get().id(), member.id())) {
            return refused(page, project, member, "coordinator", response);
        }
        PageArguments.flash(request, username + " runs the project now.");
        return back(slug, response);
    }

    /** Lets a paused project go on, once its coordinator may run it again. */
    @PostMapping(PATH + "resume/")
    @Nullable
    JteModel resume(
            @PathVariable String slug,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        Project project = open(slug, member);
        if (!member.administrator()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        PageArguments.flash(
                request,
                stewardship.resumeIfRun(project, member.id())
                        ? "The project goes on."
                        : "Nothing was changed: it is not paused any more, or whoever runs it is suspended.");
        return back(slug, response);
    }

    @PostMapping(PATH + "close/")
    @Nullable
    JteModel close(
            Page page,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String sure,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        Project project = open(slug, member);
        if (sure.isEmpty() || reason.length() > LONGEST_REASON) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return page(
                    page,
                    project,
                    member,
                    Map.of(
                            sure.isEmpty() ? "sure" : "reason",
                            sure.isEmpty() ? "Tick this to close the project." : "At most 1000 characters."));
        }
        ends.close(project, member.id(), reason.strip());
        PageArguments.flash(request, "The project is closed. Its members are being told.");
        return Redirect.seeOther(response, project.detailPath());
    }

    @PostMapping(PATH + "accept/")
    @Nullable
    JteModel accept(
            @PathVariable String slug,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        Project project = invitedTo(slug, member);
        PageArguments.flash(
                request,
                ends.accept(project, member.credentials())
                        ? "You run “" + project.name()
                                + "” now. Replace its secrets: whoever ran it before may know them."
                                + (project.pausedAt() == null
                                        ? ""
                                        : " It is paused; an administrator has to let it go on.")
                        : "The invitation was taken back.");
        return Redirect.seeOther(response, MANAGE);
    }

    @PostMapping(PATH + "decline/")
    @Nullable
    JteModel decline(
            @PathVariable String slug,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        stewardship.endInvitation(invitedTo(slug, member), member.id());
        PageArguments.flash(request, "You declined.");
        return Redirect.seeOther(response, MANAGE);
    }

    private Project invitedTo(String slug, SignedInMember member) {
        return projects.bySlug(slug)
                .filter(project -> stewardship
                        .invitation(project.id())
                        .filter(invitation -> invitation.invited().equals(member.id()))
                        .isPresent())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Project open(String slug, SignedInMember member) {
        Project project = ownProjects.require(slug, member);
        if (project.closedAt() != null) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "This project is closed.");
        }
        return project;
    }

    private Optional<Member> possible(Project project, String username) {
        return members.byUsername(username.strip())
                .filter(Member::active)
                .filter(Member::emailVerified)
                .filter(each -> !each.id().equals(project.coordinatorId()));
    }

    private JteModel refused(
            Page page, Project project, SignedInMember member, String field, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        return page(
                page,
                project,
                member,
                Map.of(field, "There is no other member of this name with a confirmed e-mail address."));
    }

    private JteModel page(Page page, Project project, SignedInMember member, Map<String, String> errors) {
        Optional<String> invited = stewardship
                .invitation(project.id())
                .flatMap(invitation -> members.find(invitation.invited()))
                .map(Member::username);
        return templates.coordinatorStewardship(
                page,
                project,
                members.find(project.coordinatorId()).map(Member::username).orElse("nobody"),
                members.find(project.coordinatorId()).filter(Member::active).isPresent(),
                invited,
                projects.activeMembers(project),
                member.administrator(),
                errors);
    }

    private static @Nullable JteModel back(String slug, HttpServletResponse response) {
        return Redirect.seeOther(response, "/direct-sharing/projects/stewardship/" + slug + "/");
    }
}
