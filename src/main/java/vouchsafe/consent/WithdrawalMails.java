package vouchsafe.consent;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.grants.EndedBy;
import vouchsafe.grants.Grant;
import vouchsafe.mail.Mail;
import vouchsafe.mail.OneLine;
import vouchsafe.mail.Outbox;
import vouchsafe.projects.Project;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.Times;

/** The mails about the end of a connection. The project learns the member's number and nothing else. */
final class WithdrawalMails {
    private final Outbox outbox;
    private final Members members;
    private final Clients clients;
    private final PublicAddress address;

    WithdrawalMails(Outbox outbox, Members members, Clients clients, PublicAddress address) {
        this.outbox = outbox;
        this.members = members;
        this.clients = clients;
        this.address = address;
    }

    /** To the project's contact address. */
    void memberLeft(Project project, Grant ended, EndedBy by, boolean erasure) {
        String text = String.format(
                """
                Hello,

                the member with the project member id %s no longer shares with your project "%s".

                When:   %s
                Who:    %s

                %s

                Signed receipts of what the member agreed to, and of its end:

                %s

                All withdrawals from your project:

                %s
                """,
                ended.subject(),
                project.name(),
                Times.dateAndTime(Objects.requireNonNull(ended.withdrawnAt())),
                who(by),
                erasure ? erasureAsked() : "The member did not ask you to delete the data you have of them.",
                address.url("/direct-sharing/projects/receipts/" + project.slug() + "/" + ended.subject() + "/"),
                address.url("/direct-sharing/projects/withdrawn-members/" + project.slug() + "/"));
        outbox.queue(new Mail(
                "member-left",
                project.details().addresses().contactEmail(),
                null,
                "A member left " + OneLine.of(project.name()),
                text));
    }

    /** To the member whom somebody else removed. */
    void removed(Grant ended, Optional<Project> project, EndedBy by, @Nullable String reason) {
        Optional<Member> member = members.find(ended.memberId()).filter(Member::active);
        if (member.isEmpty()) {
            return;
        }
        String name = project.map(Project::name)
                .or(() -> clients.find(ended.clientRowId()).map(Client::name))
                .orElse("an app");
        String text = String.format(
                """
                Hello %s,

                you no longer share with "%s": %s ended the connection on %s.%s

                From that moment on it can read nothing of yours here. What it read before, it still has; to have that
                deleted, write to the project%s.

                The record of this connection is kept for you:

                %s
                """,
                member.get().username(),
                name,
                by == EndedBy.COORDINATOR ? "the people who run it" : "an administrator of this server",
                Times.dateAndTime(Objects.requireNonNull(ended.withdrawnAt())),
                reason == null ? "" : "\nThe reason given: " + reason,
                project.map(each -> " (" + each.details().addresses().contactEmail() + ")")
                        .orElse(""),
                address.url("/member/me/connections/" + ended.id() + "/"));
        outbox.queue(new Mail(
                "removed-from-project",
                member.get().email(),
                null,
                "You no longer share with " + OneLine.of(name),
                text));
    }

    private static String erasureAsked() {
        return """
            The member asks you to delete the data you have of them. This server cannot do that for you: please delete it
            on your side, and confirm it on the page of withdrawals.\
            """;
    }

    private static String who(EndedBy by) {
        return switch (by) {
            case MEMBER -> "the member withdrew";
            case COORDINATOR -> "removed by the project's coordinator";
            case ADMINISTRATOR -> "removed by an administrator of this server";
        };
    }
}
