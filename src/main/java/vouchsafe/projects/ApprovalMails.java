package vouchsafe.projects;

import java.util.UUID;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.mail.Mail;
import vouchsafe.mail.Outbox;
import vouchsafe.web.PublicAddress;

/** Tells coordinators and reviewers what became of an approval, in the transaction in which it became so. */
final class ApprovalMails {
    private final Members members;
    private final Outbox outbox;
    private final PublicAddress address;

    ApprovalMails(Members members, Outbox outbox, PublicAddress address) {
        this.members = members;
        this.outbox = outbox;
        this.address = address;
    }

    void toReviewers(Project project, String kind, String subject, String text) {
        for (Member reviewer : members.reviewers()) {
            if (!reviewer.id().equals(project.coordinatorId())) {
                outbox.queue(new Mail(
                        kind,
                        reviewer.email(),
                        null,
                        subject,
                        text + "\n\nRead and decide: " + address.url(project.reviewPath()) + "\n"));
            }
        }
    }

    void toCoordinator(Project project, String kind, String subject, String text) {
        members.find(project.coordinatorId())
                .filter(Member::active)
                .ifPresent(coordinator -> outbox.queue(new Mail(
                        kind,
                        coordinator.email(),
                        null,
                        subject,
                        text + "\n\nThe public page of your request: " + address.url(project.reviewPath())
                                + "\nYour project: " + address.url(project.detailPath()) + "\n")));
    }

    /** How a person is called in mails. */
    String username(UUID memberId) {
        return members.find(memberId).map(Member::username).orElse("a member who is gone");
    }
}
