package vouchsafe.portal.coordinator;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.consent.MemberNumbers;
import vouchsafe.correspondence.MessageSent;
import vouchsafe.correspondence.Messaging;
import vouchsafe.db.Slice;
import vouchsafe.messages.Delivery;
import vouchsafe.messages.Message;
import vouchsafe.messages.MessageText;
import vouchsafe.messages.Messages;
import vouchsafe.projects.Project;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;
import vouchsafe.wording.MemberNumberText;
import vouchsafe.wording.MessageFaultText;

/** The pages on which a coordinator writes to members, and follows the messages sent. */
@Controller
final class MessagesController {
    private static final String PATH = "/direct-sharing/projects/message/{slug}/";
    private static final int DELIVERIES = 100;
    private static final Map<String, String> NOT_ALLOWED =
            Map.of("", "This project does not ask members for permission to send messages.");

    private final StaticTemplates templates = new StaticTemplates();
    private final Messages messages;
    private final Messaging messaging;
    private final MessagePages pages;

    MessagesController(Messages messages, Messaging messaging, MessagePages pages) {
        this.messages = messages;
        this.messaging = messaging;
        this.pages = pages;
    }

    /** Shows the form; {@code to} fills in a project member id; {@code before} is the last message of the page before. */
    @GetMapping(PATH)
    JteModel form(
            Page page,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(required = false) @Nullable UUID before,
            @OwnProject Project project) {
        return templates.coordinatorMessage(
                page, pages.of(project, Optional.ofNullable(before)), MessageForm.empty(to));
    }

    @PostMapping(PATH)
    Reply send(
            Page page,
            @RequestParam(name = "project_member_ids", defaultValue = "") String numbers,
            @RequestParam(name = "all_members", defaultValue = "false") String all,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String message,
            @AuthenticationPrincipal SignedInMember member,
            @OwnProject Project project) {
        boolean toAll = !all.equalsIgnoreCase("false");
        MessageForm form = new MessageForm(numbers, toAll, subject, message, Map.of());
        Map<String, String> errors = Messaging.mayWrite(project) ? send(form, project, member) : NOT_ALLOWED;
        if (!errors.isEmpty()) {
            JteModel again = templates.coordinatorMessage(page, pages.of(project, Optional.empty()), form.with(errors));
            return errors.equals(NOT_ALLOWED) ? Reply.page(403, again) : Reply.mend(again);
        }
        return Reply.seeOther(project.detailPath()).saying("Your message was sent successfully.");
    }

    /** Shows a sent message; {@code after} is the last project member id of the page before. */
    @GetMapping(PATH + "{id:[0-9a-f-]{36}}/")
    JteModel sent(
            Page page,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String after,
            @OwnProject Project project) {
        Message message = messages.find(id)
                .filter(each -> each.clientRowId().equals(project.clientRowId()))
                .orElseThrow(NoSuchPage::new);
        Slice<Delivery> deliveries =
                Slice.of(DELIVERIES, most -> messages.deliveries(id, Optional.ofNullable(after), most));
        return templates.coordinatorMessageSent(
                page,
                project,
                message,
                pages.sender(message),
                messages.counts(id),
                deliveries.rows(),
                deliveries.next(last -> page.path() + "?after=" + last.number()),
                pages.now());
    }

    private Map<String, String> send(MessageForm form, Project project, SignedInMember member) {
        Map<String, String> errors = new LinkedHashMap<>();
        Optional<List<String>> numbers = recipients(form, errors);
        MessageText.Checked checked = MessageText.check(form.subject(), form.message());
        if (checked instanceof MessageText.Checked.Wrong(var faults)) {
            errors.putAll(MessageFaultText.byField(faults));
        }
        if (!errors.isEmpty() || !(checked instanceof MessageText.Checked.Good(MessageText text))) {
            return errors;
        }
        MessageSent sent = numbers.isPresent()
                ? messaging.to(numbers.get(), project, Optional.of(member.id()), text)
                : messaging.toAll(project, Optional.of(member.id()), text);
        return switch (sent) {
            case MessageSent.Queued queued -> Map.of();
            case MessageSent.NoPermission no -> NOT_ALLOWED;
            case MessageSent.UnknownNumbers(List<String> unknown) ->
                Map.of("project_member_ids", MemberNumberText.unknown(unknown));
            case MessageSent.NotAccepted(List<String> refusing) ->
                Map.of(
                        "project_member_ids",
                        "These members have not agreed to messages: " + String.join(", ", refusing)
                                + ". They are asked when they authorize again.");
            case MessageSent.Busy busy ->
                Map.of("", "Too many messages of this project are waiting. Try again in an hour.");
        };
    }

    /** The numbers of the members it is for; empty for everyone. */
    private static Optional<List<String>> recipients(MessageForm form, Map<String, String> errors) {
        if (form.all() != form.numbers().isBlank()) {
            errors.put("project_member_ids", MemberNumberText.allOrSome(form.all()));
            return Optional.empty();
        }
        if (form.all()) {
            return Optional.empty();
        }
        return switch (MemberNumbers.of(form.numbers())) {
            case MemberNumbers.Valid(List<String> numbers) -> Optional.of(numbers);
            case MemberNumbers.Invalid fault -> {
                errors.put("project_member_ids", MemberNumberText.typed(fault, form.numbers()));
                yield Optional.empty();
            }
        };
    }
}
