package vouchsafe.correspondence;

import java.util.UUID;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.mail.Mail;
import vouchsafe.mail.OneLine;
import vouchsafe.mail.Outbox;
import vouchsafe.messages.Addressee;
import vouchsafe.messages.Message;
import vouchsafe.messages.MessageText;
import vouchsafe.messages.Messages;
import vouchsafe.messages.Mutes;
import vouchsafe.messages.ReceivedMessage;
import vouchsafe.projects.Project;
import vouchsafe.web.PublicAddress;

/**
 * Words the mails between projects and members, and queues them. A member's mail names neither their username nor their address, and holds
 * no link that acts without signing in: an answer to it quotes all of it to the project.
 */
public final class MessageMails {
    private static final String NOBODY = "00000000";

    private final Outbox outbox;
    private final Members members;
    private final PublicAddress address;
    private final Mutes mutes;

    MessageMails(Outbox outbox, Members members, PublicAddress address, Mutes mutes) {
        this.outbox = outbox;
        this.members = members;
        this.address = address;
        this.mutes = mutes;
    }

    /** A message to one of its members; the mail's row id. */
    UUID message(Project project, Message message, Addressee to, String email) {
        return outbox.queue(new Mail(
                Messages.MAIL_KIND,
                email,
                OneLine.of(project.name()),
                project.details().addresses().contactEmail(),
                subject(project, message.subject()),
                MessageText.addressed(message.body(), to.number()) + "\n\n" + footer(project, message.id() + "/"),
                address.url("/messages/unsubscribe/?link=" + mutes.link(to.grantId()))));
    }

    /** The same mail to the person who writes it, before any member gets it; it names no member and mutes nobody. */
    void trial(Project project, MessageText text, String email) {
        outbox.queue(new Mail(
                "project-message-trial",
                email,
                OneLine.of(project.name()),
                project.details().addresses().contactEmail(),
                subject(project, text.subject()),
                preview(project, text),
                null));
    }

    /** The mail's text as a member gets it, with a number that is nobody's. */
    public String preview(Project project, MessageText text) {
        return MessageText.addressed(text.body(), NOBODY) + "\n\n" + footer(project, "");
    }

    /** The subject of the mail; the project's name stands in where there is none. */
    public static String subject(Project project, String subject) {
        return "[Vouchsafe Project Message] "
                + (subject.isEmpty() ? "From \"" + OneLine.of(project.name()) + "\"" : subject);
    }

    /**
     * The text below every message.
     *
     * @param id the message's id with a slash, or empty for a preview
     */
    public String footer(Project project, String id) {
        return String.format(
                """
                ----------------------------------------------------------------------
                The project "%s" sent you this message through Vouchsafe. It was not
                given your e-mail address. If you answer this mail, it will see it.

                Answer without showing your address:
                %s

                Stop mail from this project, report this message:
                %s

                What this project may do, and how to leave it:
                %s
                """,
                OneLine.of(project.name()),
                address.url(project.activityPath() + "send-message/"),
                address.url("/member/me/messages/" + id),
                address.url("/member/me/connections/"));
    }

    /** From a member to the project's contact address. Answers go to this server's own address, which is not read. */
    void letter(Project project, String number, String body) {
        String text = String.format(
                """
                %s

                ----------------------------------------------------------------------
                A member of your project "%s" sent you this through Vouchsafe. You know
                them by the project member id %s. Nobody reads answers to this mail.

                Answer them here:
                %s
                """,
                body,
                OneLine.of(project.name()),
                number,
                address.url("/direct-sharing/projects/message/" + project.slug() + "/?to=" + number));
        outbox.queue(new Mail(
                "member-letter",
                project.details().addresses().contactEmail(),
                null,
                "Vouchsafe: message from project member " + number,
                text));
    }

    /** To every administrator, about a reported message. */
    void reported(Project project, ReceivedMessage message, String reason) {
        String text = String.format(
                """
                Hello,

                a member reports a message that the project "%s" sent through this server.

                Why: %s

                The project: %s

                Subject: %s

                %s
                """,
                OneLine.of(project.name()),
                reason.isBlank() ? "no reason given" : reason,
                address.url(project.activityPath()),
                message.subject().isEmpty() ? "none" : message.subject(),
                message.body().indent(4));
        String subject = "Reported: a message of " + OneLine.of(project.name());
        members.reviewers().stream()
                .filter(Member::administrator)
                .forEach(each -> outbox.queue(new Mail("message-reported", each.email(), null, subject, text)));
    }
}
