package vouchsafe.portal.coordinator;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.MailAllowance;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.consent.ProjectEnds;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.projects.Stewardship;
import vouchsafe.web.TypedText;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;
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
    private final Projects projects;
    private final Stewardship stewardship;
    private final ProjectEnds ends;
    private final Members members;
    private final MailAllowance allowance;

    StewardshipController(
            Projects projects, Stewardship stewardship, ProjectEnds ends, Members members, MailAllowance allowance) {
        this.projects = projects;
        this.stewardship = stewardship;
        this.ends = ends;
        this.members = members;
        this.allowance = allowance;
    }

    @GetMapping(PATH)
    JteModel show(Page page, @AuthenticationPrincipal SignedInMember member, @OwnProject Project project) {
        return page(page, project, member, Map.of(), Map.of());
    }

    @PostMapping(PATH + "invite/")
    Reply invite(
            Page page,
            @RequestParam(defaultValue = "") String username,
            @AuthenticationPrincipal SignedInMember member,
            @OwnProject(open = true) Project project) {
        Optional<Member> invited = possible(project, username);
        if (invited.isEmpty()) {
            return refused(page, project, member, "username", username);
        }
        Optional<Duration> wait = allowance.take();
        if (wait.isPresent()) {
            return Reply.tooMany(
                    wait.get(),
                    page(
                            page,
                            project,
                            member,
                            Map.of("username", Waits.sentence(wait.get())),
                            Map.of("username", username)));
        }
        if (!ends.invite(project, invited.get().id(), member.credentials())) {
            return refused(page, project, member, "username", username);
        }
        return back(project).saying(username + " is asked to run the project, and told by mail.");
    }

    @PostMapping(PATH + "uninvite/")
    Reply takeBack(@AuthenticationPrincipal SignedInMember member, @OwnProject Project project) {
        stewardship.endInvitation(project, member.id());
        return back(project).saying("The invitation is taken back.");
    }

    /** Hands the project over at an administrator's wish, without an invitation to accept. */
    @PostMapping(PATH + "hand-over/")
    Reply handOver(
            Page page,
            @RequestParam(name = "coordinator", defaultValue = "") String username,
            @AuthenticationPrincipal SignedInMember member,
            @OwnProject(open = true) Project project) {
        if (!member.administrator()) {
            throw new NoSuchPage();
        }
        Optional<Member> next = possible(project, username);
        if (next.isEmpty() || !ends.handOver(project, next.get().id(), member.id())) {
            return refused(page, project, member, "coordinator", username);
        }
        return back(project).saying(username + " runs the project now.");
    }

    /** Lets a paused project go on, once its coordinator may run it again. */
    @PostMapping(PATH + "resume/")
    Reply resume(@AuthenticationPrincipal SignedInMember member, @OwnProject(open = true) Project project) {
        if (!member.administrator()) {
            throw new NoSuchPage();
        }
        boolean resumed = stewardship.resumeIfRun(project, member.id());
        return back(project)
                .doneIf(resumed)
                .saying(
                        resumed
                                ? "The project goes on."
                                : "Nothing was changed: it is not paused any more, or whoever runs it is suspended.");
    }

    @PostMapping(PATH + "close/")
    Reply close(
            Page page,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String sure,
            @AuthenticationPrincipal SignedInMember member,
            @OwnProject(open = true) Project project) {
        Map<String, String> errors = new LinkedHashMap<>();
        int length = TypedText.length(TypedText.lines(reason));
        if (length > LONGEST_REASON) {
            errors.put("reason", "At most " + LONGEST_REASON + " characters (this has " + length + ").");
        }
        if (sure.isEmpty()) {
            errors.put("sure", "Tick this to close the project.");
        }
        if (!errors.isEmpty()) {
            return Reply.mend(page(page, project, member, errors, Map.of("reason", reason)));
        }
        ends.close(project, member.id(), TypedText.lines(reason));
        return Reply.seeOther(project.detailPath()).saying("The project is closed. Its members are being told.");
    }

    @PostMapping(PATH + "accept/")
    Reply accept(@PathVariable String slug, @AuthenticationPrincipal SignedInMember member) {
        Project project = invitedTo(slug, member);
        boolean accepted = ends.accept(project, member.credentials());
        return Reply.seeOther(MANAGE)
                .doneIf(accepted)
                .saying(
                        accepted
                                ? "You run “" + project.name()
                                        + "” now. Replace its secrets: whoever ran it before may know them."
                                        + (project.pausedAt() == null
                                                ? ""
                                                : " It is paused; an administrator has to let it go on.")
                                : "The invitation was taken back.");
    }

    @PostMapping(PATH + "decline/")
    Reply decline(@PathVariable String slug, @AuthenticationPrincipal SignedInMember member) {
        stewardship.endInvitation(invitedTo(slug, member), member.id());
        return Reply.seeOther(MANAGE).saying("You declined.");
    }

    private Project invitedTo(String slug, SignedInMember member) {
        return projects.bySlug(slug)
                .filter(project -> stewardship
                        .invitation(project.id())
                        .filter(invitation -> invitation.invited().equals(member.id()))
                        .isPresent())
                .orElseThrow(NoSuchPage::new);
    }

    private Optional<Member> possible(Project project, String username) {
        return members.byUsername(username.strip())
                .filter(Member::active)
                .filter(Member::emailVerified)
                .filter(each -> !each.id().equals(project.coordinatorId()));
    }

    private Reply refused(Page page, Project project, SignedInMember member, String field, String typed) {
        return Reply.mend(page(
                page,
                project,
                member,
                Map.of(field, "There is no other member of this name with a confirmed e-mail address."),
                Map.of(field, typed)));
    }

    private JteModel page(
            Page page, Project project, SignedInMember member, Map<String, String> errors, Map<String, String> typed) {
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
                errors,
                typed);
    }

    private static Reply.SentOn back(Project project) {
        return Reply.seeOther("/direct-sharing/projects/stewardship/" + project.slug() + "/");
    }
}
