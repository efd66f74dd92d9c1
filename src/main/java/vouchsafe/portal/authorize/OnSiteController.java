package vouchsafe.portal.authorize;

import gg.jte.generated.precompiled.StaticTemplates;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.accounts.WaitingRequests;
import vouchsafe.consent.NotJoined;
import vouchsafe.consent.OnSiteJoined;
import vouchsafe.consent.OnSiteJoining;
import vouchsafe.grants.Grant;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.ContentPolicy;
import vouchsafe.web.pages.LocalPath;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/**
 * Joining an on-site project: its consent text first, then its permissions, then on to the project's own page. Looking
 * changes nothing, and neither does refusing: a member who shares already goes on sharing.
 */
@Controller
final class OnSiteController {
    private static final String JOIN = "/direct-sharing/projects/on-site/join/{slug}/";
    private static final String AUTHORIZE = "/direct-sharing/projects/on-site/authorize/{slug}/";

    private final StaticTemplates templates = new StaticTemplates();
    private final Projects projects;
    private final OnSiteJoining joining;
    private final ConsentFlow flow;
    private final WaitingRequests waiting;
    private final InstantSource clock;

    OnSiteController(
            Projects projects, OnSiteJoining joining, ConsentFlow flow, WaitingRequests waiting, InstantSource clock) {
        this.projects = projects;
        this.joining = joining;
        this.flow = flow;
        this.waiting = waiting;
        this.clock = clock;
    }

    /**
     * Shows the consent text.
     *
     * @param next local path to go to once all is done, in place of the project's own page
     */
    @GetMapping(JOIN)
    Reply join(
            Page page,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String next,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            HttpServletRequest request) {
        ConsentVisit visit = new ConsentVisit(page, request);
        Project project = onSite(slug);
        if (!project.active()) {
            return flow.inactive(visit);
        }
        if (member == null) {
            return signInFirst(project, visit);
        }
        ConsentView asked = flow.view(member, ConsentQuestion.onSite(project), visit);
        boolean agreedToThis = asked.before()
                .map(Grant::permissions)
                .filter(permissions -> permissions.version() == project.version())
                .isPresent();
        if (agreedToThis) {
            AcceptedConsent.keep(request, project, asked.before().get().authorizedAt(), local(next));
            return visit.redirect(project.onSiteAuthorizePath());
        }
        return Reply.page(templates.authorizeJoin(page, asked, local(next), ""));
    }

    /** Notes that the member accepts the consent text. */
    @PostMapping(JOIN)
    Reply accept(
            Page page,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String next,
            @RequestParam(name = "consent_seal", defaultValue = "") String seal,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            HttpServletRequest request) {
        ConsentVisit visit = new ConsentVisit(page, request);
        Project project = onSite(slug);
        if (!project.active()) {
            return flow.inactive(visit);
        }
        if (member == null) {
            return signInFirst(project, visit);
        }
        ConsentQuestion question = ConsentQuestion.onSite(project);
        if (!flow.fits(seal, member, question, visit)) {
            ConsentView asked = flow.view(member, question, visit);
            return Reply.page(templates.authorizeJoin(page, asked, local(next), ConsentFlow.OUTDATED));
        }
        Instant now = clock.instant();
        joining.accepted(member.id(), project);
        AcceptedConsent.keep(request, project, now, local(next));
        return visit.redirect(project.onSiteAuthorizePath());
    }

    /** Shows the permissions that the project gets if the member agrees. */
    @GetMapping(AUTHORIZE)
    Reply ask(
            Page page,
            @PathVariable String slug,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            HttpServletRequest request) {
        ConsentVisit visit = new ConsentVisit(page, request);
        Project project = onSite(slug);
        if (!project.active()) {
            return flow.inactive(visit);
        }
        if (member == null) {
            return signInFirst(project, visit);
        }
        Optional<AcceptedConsent> accepted = AcceptedConsent.find(request, project);
        return accepted.isPresent() ? permissions(visit, member, project, "") : visit.redirect(project.joinPath());
    }

    /** Takes the member's answer. */
    @PostMapping(AUTHORIZE)
    Reply answer(
            Page page,
            @PathVariable String slug,
            @RequestParam(name = "consent_seal", defaultValue = "") String seal,
            @RequestParam(defaultValue = "") String cancel,
            @RequestParam(name = "hide-membership", defaultValue = "") String hide,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            HttpServletRequest request) {
        ConsentVisit visit = new ConsentVisit(page, request);
        Project project = onSite(slug);
        if (!project.active()) {
            return flow.inactive(visit);
        }
        if (member == null) {
            return signInFirst(project, visit);
        }
        Optional<AcceptedConsent> accepted = AcceptedConsent.find(request, project);
        if (accepted.isEmpty()) {
            return visit.redirect(project.joinPath()).nothingDone();
        }
        if (!flow.fits(seal, member, ConsentQuestion.onSite(project), visit)) {
            return permissions(visit, member, project, ConsentFlow.OUTDATED);
        }
        if (!cancel.isEmpty()) {
            AcceptedConsent.forget(request, project);
            return visit.redirect(LocalPath.orElse(accepted.get().next(), project.activityPath()))
                    .saying("Nothing was changed.");
        }
        return agree(visit, member, project, accepted.get(), !hide.isEmpty());
    }

    private Reply agree(
            ConsentVisit visit, SignedInMember member, Project project, AcceptedConsent accepted, boolean hidden) {
        return switch (joining.agree(member.credentials(), project, accepted.version(), accepted.at(), hidden)) {
            case OnSiteJoined.Yes(Grant grant, Project joined) -> {
                AcceptedConsent.forget(visit.request(), joined);
                yield visit.redirect(LocalPath.orElse(accepted.next(), afterwards(joined, grant)))
                        .saying("You have successfully joined the project \"" + joined.name() + "\".");
            }
            case NotJoined why ->
                flow.notJoined(
                        visit, why, () -> visit.redirect(project.joinPath()).nothingDone());
        };
    }

    private Reply permissions(ConsentVisit visit, SignedInMember member, Project project, String warning) {
        ContentPolicy.letFormsLeave(visit.request());
        ConsentView asked = flow.view(member, ConsentQuestion.onSite(project), visit);
        return Reply.page(templates.authorizeOnSite(visit.page(), asked, warning));
    }

    /** The project's own page, with the member's number where the project asks for it; else its page here. */
    private static String afterwards(Project project, Grant grant) {
        String url = project.details().onSite().postSharingUrl();
        return url.isEmpty() ? project.activityPath() : url.replace("PROJECT_MEMBER_ID", grant.subject());
    }

    private Project onSite(String slug) {
        return projects.bySlug(slug).filter(Project::onSite).orElseThrow(NoSuchPage::new);
    }

    private Reply signInFirst(Project project, ConsentVisit visit) {
        String note = "Please log in or sign up to join \"" + project.name() + "\"";
        return visit.redirect(waiting.signInFirst(visit.request(), note)).nothingDone();
    }

    private static String local(String next) {
        return LocalPath.orElse(next, "");
    }
}
