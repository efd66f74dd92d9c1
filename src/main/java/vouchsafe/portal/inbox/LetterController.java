package vouchsafe.portal.inbox;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
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
import vouchsafe.accounts.SignedInMember;
import vouchsafe.correspondence.MemberMessages;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.messages.Letters;
import vouchsafe.messages.MessageText;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.PageArguments;
import vouchsafe.web.pages.Redirect;
import vouchsafe.web.pages.Waits;
import vouchsafe.wording.MessageFaultText;

/** The form with which a member writes to a project without showing an address. */
@Controller
final class LetterController {
    private static final String PATH = "/activity/{slug}/send-message/";
    private static final int SHOWN = 10;

    private final StaticTemplates templates = new StaticTemplates();
    private final Projects projects;
    private final Grants grants;
    private final Letters letters;
    private final MemberMessages memberMessages;
    private final MailAllowance allowance;
    private final InstantSource clock;

    LetterController(
            Projects projects,
            Grants grants,
            Letters letters,
            MemberMessages memberMessages,
            MailAllowance allowance,
            InstantSource clock) {
        this.projects = projects;
        this.grants = grants;
        this.letters = letters;
        this.memberMessages = memberMessages;
        this.allowance = allowance;
        this.clock = clock;
    }

    @GetMapping(PATH)
    @Nullable
    JteModel form(
            Page page,
            @PathVariable String slug,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        Project project = require(slug);
        Optional<Grant> grant = membership(project, member);
        return grant.isEmpty()
                ? elsewhere(project, member, request, response)
                : page(page, project, grant.get(), "", "");
    }

    @PostMapping(PATH)
    @Nullable
    JteModel send(
            Page page,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String message,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        Project project = require(slug);
        Optional<Grant> grant = membership(project, member);
        if (grant.isEmpty()) {
            return elsewhere(project, member, request, response);
        }
        return switch (MessageText.check("", message)) {
            case MessageText.Checked.Wrong(var faults) -> {
                response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
                String error = String.join(" ", MessageFaultText.byField(faults).values());
                yield page(page, project, grant.get(), message, error);
            }
            case MessageText.Checked.Good(MessageText text) -> {
                Optional<Duration> wait = allowance.take();
                if (wait.isPresent()) {
                    yield page(page, project, grant.get(), message, Waits.tooMany(response, wait.get()));
                }
                if (!memberMessages.write(grant.get(), project, text.body())) {
                    response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
                    response.setHeader("Retry-After", "3600");
                    yield page(
                            page,
                            project,
                            grant.get(),
                            message,
                            "You wrote to this project ten times within the hour. Try again in an hour.");
                }
                PageArguments.flash(request, "Your message is on its way to " + project.name() + ".");
                yield Redirect.seeOther(response, project.activityPath());
            }
        };
    }

    private JteModel page(Page page, Project project, Grant grant, String message, String error) {
        return templates.inboxLetter(
                page, project, grant, message, error, letters.of(grant.id(), SHOWN), clock.instant());
    }

    private Optional<Grant> membership(Project project, @Nullable SignedInMember member) {
        return member == null
                ? Optional.empty()
                : grants.find(project.clientRowId(), member.id()).filter(Grant::active);
    }

    /**
     * The answer to others than members of the project: strangers are asked to sign in, people who do not share with it are
     * told so.
     */
    private static @Nullable JteModel elsewhere(
            Project project,
            @Nullable SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (member == null) {
            String next = project.activityPath() + "send-message/";
            return Redirect.seeOther(
                    response, "/account/login/?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
        }
        PageArguments.flash(request, "Only members of this project can write to it here.");
        return Redirect.seeOther(response, project.activityPath());
    }

    private Project require(String slug) {
        return projects.bySlug(slug).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
