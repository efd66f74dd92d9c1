package vouchsafe.portal.coordinator;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.time.Duration;
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
import vouchsafe.accounts.MailAllowance;
import vouchsafe.accounts.Member;
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
import vouchsafe.web.pages.Waits;
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
    private final MailAllowance allowance;

    MessagesController(Messages messages, Messaging messaging, MessagePages pages, MailAllowance allowance) {
        this.messages = messages;
        this.messaging = messaging;
        this.pages = pages;
        this.allowance = allowance;
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

    /**
     * Sends a message. To all members it is shown first: {@code step} is {@code send} on that page's button. The others are
     * {@code preview}, {@code trial} for a mail to the writer alone, and {@code change} for the form again.
     */
    @PostMapping(PATH)
    Reply send(
            Page page,
            @RequestParam(name = "project_member_ids", defaultValue = "") String numbers,
            @RequestParam(name = "all_members", defaultValue = "false") String all,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String message,
            @RequestParam(defaultValue = "") String step,
            @AuthenticationPrincipal SignedInMember member,
            @OwnProject Project project) {
        boolean toAll = !all.equalsIgnoreCase("false");
        MessageForm form = new MessageForm(numbers, toAll, subject, message, Map.of());
        if (!Messaging.mayWrite(project)) {
            return mend(page, project, form.with(NOT_ALLOWED));
        }
        Map<String, String> errors = new LinkedHashMap<>();
        Optional<List<String>> recipients = recipients(form, errors);
        MessageText.Checked checked = MessageText.check(form.subject(), form.message());
        if (checked instanceof MessageText.Checked.Wrong(var faults)) {
            errors.putAll(MessageFaultText.byField(faults));
        }
        if (!errors.isEmpty() || !(checked instanceof MessageText.Checked.Good(MessageText text))) {
            return mend(page, project, form.with(errors));
        }
        return switch (step) {
            case "change" -> Reply.page(templates.coordinatorMessage(page, pages.of(project, Optional.empty()), form));
            case "trial" -> trial(page, project, form, text, member);
            case "preview" -> preview(page, project, form, text, "");
            case "send" -> queue(page, project, form, recipients, text, member);
            default ->
                toAll ? preview(page, project, form, text, "") : queue(page, project, form, recipients, text, member);
        };
    }

    private Reply mend(Page page, Project project, MessageForm form) {
        JteModel again = templates.coordinatorMessage(page, pages.of(project, Optional.empty()), form);
        return form.errors().equals(NOT_ALLOWED) ? Reply.page(403, again) : Reply.mend(again);
    }

    private Reply preview(Page page, Project project, MessageForm form, MessageText text, String told) {
        return Reply.page(templates.coordinatorMessagePreview(page, pages.preview(project, form, text, told)));
    }

    private Reply trial(Page page, Project project, MessageForm form, MessageText text, SignedInMember member) {
        Optional<Duration> wait = allowance.take();
        if (wait.isPresent()) {
            return Reply.tooMany(
                    wait.get(),
                    templates.coordinatorMessagePreview(
                            page, pages.preview(project, form, text, Waits.sentence(wait.get()))));
        }
        Member writer = pages.writer(member.id());
        messaging.toSelf(project, writer, text);
        return preview(page, project, form, text, "A mail is on its way to " + writer.email() + ". No member got it.");
    }

    private Reply queue(
            Page page,
            Project project,
            MessageForm form,
            Optional<List<String>> numbers,
            MessageText text,
            SignedInMember member) {
        MessageSent sent = numbers.isPresent()
                ? messaging.to(numbers.get(), project, Optional.of(member.id()), text)
                : messaging.toAll(project, Optional.of(member.id()), text);
        Map<String, String> errors = errors(sent);
        return errors.isEmpty()
                ? Reply.seeOther(project.detailPath()).saying("Your message was sent successfully.")
                : mend(page, project, form.with(errors));
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

    private static Map<String, String> errors(MessageSent sent) {
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
