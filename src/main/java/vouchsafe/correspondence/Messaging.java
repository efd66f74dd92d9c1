package vouchsafe.correspondence;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import vouchsafe.accounts.Member;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.messages.Message;
import vouchsafe.messages.MessageText;
import vouchsafe.messages.Messages;
import vouchsafe.messages.Recipient;
import vouchsafe.projects.Project;

/**
 * Sends a project's messages to members. The permission is needed twice: the project must ask for it now, and each member
 * must have agreed to it. A message to all skips members who did not agree; a message to named members is refused as a
 * whole if one of them did not.
 */
public final class Messaging {
    /** Deliveries of one project that may wait: some hours' worth. */
    private static final int MOST_WAITING = 50_000;

    private final Messages messages;
    private final MessageMails mails;
    private final DurableActs acts;

    Messaging(Messages messages, MessageMails mails, DurableActs acts) {
        this.messages = messages;
        this.mails = mails;
        this.acts = acts;
    }

    /** Whether the project may write to members who agreed to it. */
    public static boolean mayWrite(Project project) {
        return project.requested().permissions().messagePermission();
    }

    /**
     * Queues a message for everyone who accepts messages from the project.
     *
     * @param sender the member who sends it; empty for the project's app
     */
    public MessageSent toAll(Project project, Optional<UUID> sender, MessageText text) {
        if (!mayWrite(project)) {
            return new MessageSent.NoPermission();
        }
        if (busy(project)) {
            return new MessageSent.Busy();
        }
        return acts.call(() ->
                recorded(project, sender, messages.queueForAll(project.clientRowId(), sender.orElse(null), text)));
    }

    /** Queues a message for the members whom the project knows by these numbers: all of them or none. */
    public MessageSent to(List<String> numbers, Project project, Optional<UUID> sender, MessageText text) {
        if (!mayWrite(project)) {
            return new MessageSent.NoPermission();
        }
        List<Recipient> found = messages.recipients(project.clientRowId(), numbers);
        Set<String> known = found.stream().map(Recipient::number).collect(Collectors.toSet());
        List<String> unknown =
                numbers.stream().filter(number -> !known.contains(number)).toList();
        if (!unknown.isEmpty()) {
            return new MessageSent.UnknownNumbers(unknown);
        }
        List<String> refusing = found.stream()
                .filter(recipient -> !recipient.accepts())
                .map(Recipient::number)
                .sorted()
                .toList();
        if (!refusing.isEmpty()) {
            return new MessageSent.NotAccepted(refusing);
        }
        if (busy(project)) {
            return new MessageSent.Busy();
        }
        List<UUID> grants = found.stream().map(Recipient::grantId).toList();
        return acts.call(() ->
                recorded(project, sender, messages.queueFor(grants, project.clientRowId(), sender.orElse(null), text)));
    }

    /** Mails a message to the person who is about to send it, as members will see it. */
    public void toSelf(Project project, Member writer, MessageText text) {
        acts.run(() -> {
            mails.trial(project, text, writer.email());
            acts.record(AuditEvent.of("project.message_tried")
                    .client(project.clientRowId())
                    .by(writer.id())
                    .with("project", project.slug()));
        });
    }

    private boolean busy(Project project) {
        return messages.waiting(project.clientRowId(), MOST_WAITING) == MOST_WAITING;
    }

    private MessageSent recorded(Project project, Optional<UUID> sender, Message message) {
        AuditEvent event = AuditEvent.of("project.message_sent")
                .client(project.clientRowId())
                .with("project", project.slug())
                .with("message", message.id().toString())
                .with("recipients", Integer.toString(message.recipients()));
        acts.record(sender.map(event::by).orElse(event));
        return new MessageSent.Queued(message);
    }
}
