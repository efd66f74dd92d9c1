package vouchsafe.accounts;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;

/** The links by which members who forgot their password choose a new one. */
final class ResetLinks {
    private final Members members;
    private final Standings standings;
    private final MailLinks links;
    private final AccountMails mails;
    private final MailAllowance allowance;
    private final DurableActs acts;

    ResetLinks(
            Members members,
            Standings standings,
            MailLinks links,
            AccountMails mails,
            MailAllowance allowance,
            DurableActs acts) {
        this.members = members;
        this.standings = standings;
        this.links = links;
        this.mails = mails;
        this.allowance = allowance;
        this.acts = acts;
    }

    /** See {@link PasswordChanges#askToReset}. */
    Optional<Duration> send(String typed) {
        String login = WrittenAddress.ascii(typed);
        Optional<Duration> wait = allowance.take();
        if (wait.isPresent()) {
            return wait;
        }
        List<Member> found = members.candidates(login).stream()
                .map(Members.Candidate::member)
                .filter(Member::active)
                .toList();
        acts.run(() -> {
            for (Member member : found) {
                if (!standings.hold(member.credentials())) {
                    // The account has a new password or address by now, or is suspended: this mailbox opens it no more.
                    continue;
                }
                acts.record(AuditEvent.of("password.reset_requested").to(member.id()));
                String link = links.issue(member.id(), MailLink.Purpose.RESET_PASSWORD, member.email());
                mails.resetPassword(member.email(), member.username(), link);
            }
            if (found.isEmpty() && AccountRules.email(login).isEmpty()) {
                mails.noAccount(login);
            }
        });
        return Optional.empty();
    }

    /** The member a link is for, if the link is good. */
    Optional<Member> look(String link) {
        return links.look(MailLink.Purpose.RESET_PASSWORD, link)
                .flatMap(found -> members.find(found.memberId()))
                .filter(Member::active);
    }

    /** Uses a link up, in the caller's transaction. */
    Optional<MailLink> use(String link) {
        return links.use(MailLink.Purpose.RESET_PASSWORD, link);
    }
}
