package vouchsafe.portal.inbox;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
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
import vouchsafe.db.Slice;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.messages.MessageText;
import vouchsafe.messages.Messages;
import vouchsafe.messages.ReceivedMessage;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;
import vouchsafe.web.pages.Waits;

/** The messages a member received, muted projects' too. */
@Controller
final class InboxController {
    private static final String LIST = "/member/me/messages/";
    private static final String ONE = LIST + "{id:[0-9a-f-]{36}}/";
    private static final int PER_PAGE = 25;
    private static final int LONGEST_REASON = 1_000;

    private final StaticTemplates templates = new StaticTemplates();
    private final Messages messages;
    private final MemberMessages memberMessages;
    private final Projects projects;
    private final Grants grants;
    private final MailAllowance allowance;
    private final InstantSource clock;

    InboxController(
            Messages messages,
            MemberMessages memberMessages,
            Projects projects,
            Grants grants,
            MailAllowance allowance,
            InstantSource clock) {
        this.messages = messages;
        this.memberMessages = memberMessages;
        this.projects = projects;
        this.grants = grants;
        this.allowance = allowance;
        this.clock = clock;
    }

    /** Lists messages; {@code before} is the last message of the page before. */
    @GetMapping(LIST)
    JteModel list(
            Page page,
            @RequestParam(required = false) @Nullable UUID before,
            @AuthenticationPrincipal SignedInMember member) {
        Slice<ReceivedMessage> received =
                Slice.of(PER_PAGE, most -> messages.received(member.id(), Optional.ofNullable(before), most));
        Map<UUID, Project> byClient =
                projects
                        .byClients(received.rows().stream()
                                .map(ReceivedMessage::clientRowId)
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(Project::clientRowId, Function.identity()));
        List<InboxLine> lines = received.rows().stream()
                .map(message -> new InboxLine(message, Optional.ofNullable(byClient.get(message.clientRowId()))))
                .toList();
        return templates.inboxList(page, lines, received.next(last -> LIST + "?before=" + last.id()), clock.instant());
    }

    @GetMapping(ONE)
    JteModel one(Page page, @PathVariable UUID id, @AuthenticationPrincipal SignedInMember member) {
        return message(page, require(id, member), "", "");
    }

    private JteModel message(Page page, InboxLine line, String reason, String error) {
        Grant grant = grants.find(line.message().grantId()).orElseThrow();
        return templates.inboxMessage(page, line, grant, memberMessages.muted(grant), reason, error);
    }

    @PostMapping(ONE + "report/")
    Reply report(
            Page page,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal SignedInMember member) {
        InboxLine line = require(id, member);
        Project project = line.project().orElseThrow(NoSuchPage::new);
        int length = reason.codePointCount(0, reason.length());
        if (length > LONGEST_REASON) {
            String error = "At most " + LONGEST_REASON + " characters (this has " + length + ").";
            return Reply.mend(message(page, line, reason, error));
        }
        Optional<Duration> wait = allowance.take();
        if (wait.isPresent()) {
            return Reply.tooMany(wait.get(), message(page, line, reason, Waits.sentence(wait.get())));
        }
        memberMessages.report(member.id(), project, line.message(), MessageText.plain(reason, 2 * LONGEST_REASON));
        return Reply.seeOther(LIST + id + "/")
                .saying("Thank you. The people who run this server were told; the project was not.");
    }

    private InboxLine require(UUID id, SignedInMember member) {
        return messages.received(member.id(), id)
                .map(message -> new InboxLine(message, projects.byClient(message.clientRowId())))
                .orElseThrow(NoSuchPage::new);
    }
}
