package vouchsafe.portal.inbox;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.MailAllowance;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.correspondence.MemberMessages;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.messages.Letters;
import vouchsafe.messages.MessageText;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;
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
    Reply form(Page page, @PathVariable String slug, @AuthenticationPrincipal @Nullable SignedInMember member) {
        Project project = require(slug);
        Optional<Grant> grant = membership(project, member);
        return grant.isEmpty() ? elsewhere(project, member) : Reply.page(page(page, project, grant.get(), "", ""));
    }

    @PostMapping(PATH)
    Reply send(
            Page page,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String message,
            @AuthenticationPrincipal @Nullable SignedInMember member) {
        Project project = require(slug);
        Optional<Grant> grant = membership(project, member);
        if (grant.isEmpty()) {
            return elsewhere(project, member);
        }
        return switch (MessageText.check("", message)) {
            case MessageText.Checked.Wrong(var faults) -> {
                String error = String.join(" ", MessageFaultText.byField(faults).values());
                yield Reply.mend(page(page, project, grant.get(), message, error));
            }
            case MessageText.Checked.Good(MessageText text) -> {
                Optional<Duration> wait = allowance.take();
                if (wait.isPresent()) {
                    yield Reply.tooMany(
                            wait.get(), page(page, project, grant.get(), message, Waits.sentence(wait.get())));
                }
                if (!memberMessages.write(grant.get(), project, text.body())) {
                    yield Reply.tooMany(
                            Duration.ofHours(1),
                            page(
                                    page,
                                    project,
                                    grant.get(),
                                    message,
                                    "You wrote to this project ten times within the hour. Try again in an hour."));
                }
                yield Reply.seeOther(project.activityPath())
                        .saying("Your message is on its way to " + project.name() + ".");
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
    private static Reply elsewhere(Project project, @Nullable SignedInMember member) {
        if (member == null) {
            return Reply.signIn(project.activityPath() + "send-message/");
        }
        return Reply.seeOther(project.activityPath())
                .nothingDone()
                .saying("Only members of this project can write to it here.");
    }

    private Project require(String slug) {
        return projects.bySlug(slug).orElseThrow(NoSuchPage::new);
    }
}
