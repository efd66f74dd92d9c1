package vouchsafe.portal.coordinator;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.correspondence.MessageMails;
import vouchsafe.correspondence.Messaging;
import vouchsafe.db.Slice;
import vouchsafe.mail.MailSettings;
import vouchsafe.messages.Message;
import vouchsafe.messages.MessageText;
import vouchsafe.messages.Messages;
import vouchsafe.projects.Project;

/** Gathers the content of the pages about messages. */
final class MessagePages {
    private static final int SHOWN = 20;

    private final Messages messages;
    private final Members members;
    private final MessageMails mails;
    private final MailSettings mailSettings;
    private final InstantSource clock;

    MessagePages(
            Messages messages, Members members, MessageMails mails, MailSettings mailSettings, InstantSource clock) {
        this.messages = messages;
        this.members = members;
        this.mails = mails;
        this.mailSettings = mailSettings;
        this.clock = clock;
    }

    MessagePage of(Project project, Optional<UUID> before) {
        Slice<Message> sent = Slice.of(SHOWN, most -> messages.list(project.clientRowId(), before, most));
        return new MessagePage(
                project,
                Messaging.mayWrite(project),
                messages.accepting(project.clientRowId()),
                mailSettings.relay().isPresent(),
                mails.footer(project, ""),
                sent.rows(),
                sent.next(last ->
                        "/direct-sharing/projects/message/" + project.slug() + "/?before=" + last.id() + "#sent"),
                now());
    }

    /** How many members a filled form is for, and what they will see. */
    MessagePreview preview(Project project, MessageForm form, MessageText text, String told) {
        int recipients = form.all() ? messages.accepting(project.clientRowId()) : form.recipients();
        return new MessagePreview(
                project,
                form,
                recipients,
                MessageMails.subject(project, text.subject()),
                mails.preview(project, text),
                told);
    }

    /** The member who writes, with the address to send a trial to. */
    Member writer(UUID memberId) {
        return members.find(memberId).orElseThrow();
    }

    /** The sender of a message, for the page. */
    String sender(Message message) {
        return message.sender()
                .map(id -> members.usernames(List.of(id)).getOrDefault(id, "an account that is gone"))
                .orElse("your app");
    }

    Instant now() {
        return clock.instant();
    }
}
