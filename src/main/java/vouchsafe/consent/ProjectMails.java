package vouchsafe.consent;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.db.Transactions;
import vouchsafe.grants.Grant;
import vouchsafe.mail.Mail;
import vouchsafe.mail.OneLine;
import vouchsafe.mail.Outbox;
import vouchsafe.projects.Project;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.Times;

/** The mails about a project's coordinator, its pauses, its end, and what it owes to members who left. */
final class ProjectMails {
    private final Outbox outbox;
    private final Members members;
    private final PublicAddress address;
    private final Transactions transactions;

    ProjectMails(Outbox outbox, Members members, PublicAddress address, Transactions transactions) {
        this.outbox = outbox;
        this.members = members;
        this.address = address;
        this.transactions = transactions;
    }

    /** To the coordinator, unless they closed it themselves. */
    void closed(Project project, UUID actor, String reason) {
        if (project.coordinatorId().equals(actor)) {
            return;
        }
        to(
                project.coordinatorId(),
                "project-closed",
                "Your project was closed: " + OneLine.of(project.name()),
                String.format("""
                    an administrator of this server closed your project "%s". Nobody can join it, no token of it works, and its
                    members are being told.%s
                    """, project.name(), reason.isEmpty() ? "" : "\n\nThe reason given: " + reason));
    }

    /** To the old and the new coordinator. */
    void handedOver(Project project, UUID memberId) {
        to(
                memberId,
                "project-handed-over",
                "You run a project now: " + OneLine.of(project.name()),
                String.format("""
                    you run the project "%s" from now on:

                    %s

                    Its master access token has ended. Whoever ran it before may still know the client secret and the webhook
                    secret: please replace them.
                    """, project.name(), address.url(project.detailPath())));
        if (!project.coordinatorId().equals(memberId)) {
            to(
                    project.coordinatorId(),
                    "project-handed-over",
                    "Handed over: " + OneLine.of(project.name()),
                    String.format("""
                        your project "%s" is run by somebody else from now on, and no longer stands among your projects.
                        """, project.name()));
        }
    }

    /** To the member who is asked. */
    void invited(Project project, UUID memberId) {
        to(
                memberId,
                "project-invitation",
                "Will you run a project? " + OneLine.of(project.name()),
                String.format("""
                    you are asked to run the project "%s" in place of its coordinator. You would answer for what it does with
                    its members' data. Accept or decline here:

                    %s
                    """, project.name(), address.url("/direct-sharing/projects/manage/")));
    }

    /** To members of a project that stopped. */
    void paused(Project project, List<Grant> grants) {
        transactions.run(() -> grants.forEach(grant -> to(
                grant.memberId(),
                "project-paused",
                "Paused: " + OneLine.of(project.name()),
                String.format("""
                    the project "%s", with which you share, is paused: nobody may run it at the moment. It can read
                    nothing of yours until somebody does, and you are free to withdraw:

                    %s
                    """, project.name(), address.url("/member/me/connections/" + grant.id() + "/")))));
    }

    /** To the project's contact address. */
    void erasureOverdue(Project project, List<Grant> overdue) {
        String members = overdue.stream()
                .map(grant -> "    " + grant.subject() + "   asked on "
                        + Times.dateAndTime(Objects.requireNonNull(grant.erasureRequestedAt())))
                .collect(Collectors.joining("\n"));
        String text = String.format(
                """
                Hello,

                these members left your project "%s" and asked you to delete the data you have of them. You have not
                confirmed yet that you did, and the time for it is over:

                %s

                Please delete the data on your side, then confirm it here:

                %s

                The members see that it is overdue until you do.
                """,
                project.name(),
                members,
                address.url("/direct-sharing/projects/withdrawn-members/" + project.slug() + "/"));
        String subject = "Overdue: deletion of data of members who left "
                + project.name().replaceAll("[\\r\\n]+", " ");
        outbox.queue(new Mail("erasure-overdue", project.details().addresses().contactEmail(), null, subject, text));
    }

    private void to(UUID memberId, String kind, String subject, String text) {
        Optional<Member> member = members.find(memberId).filter(Member::active);
        member.ifPresent(each ->
                outbox.queue(new Mail(kind, each.email(), null, subject, "Hello " + each.username() + ",\n\n" + text)));
    }
}
