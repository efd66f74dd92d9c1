package vouchsafe.accounts;

import java.time.Duration;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;

/** Verifying the address of an account, and changing it. */
public final class EmailAddresses {
    private final Members members;
    private final MailLinks links;
    private final AccountMails mails;
    private final Standings standings;
    private final DurableActs acts;
    private final MailAllowance allowance;

    EmailAddresses(
            Members members,
            MailLinks links,
            AccountMails mails,
            Standings standings,
            DurableActs acts,
            MailAllowance allowance) {
        this.members = members;
        this.links = links;
        this.mails = mails;
        this.standings = standings;
        this.acts = acts;
        this.allowance = allowance;
    }

    /** The outcome of asking for another address. */
    public sealed interface Asked {
        /** A link is on its way. */
        record Sent() implements Asked {}

        /** The fault of the address, worded for the member. */
        record Wrong(String problem) implements Asked {}

        /** Too many mails were asked for; nothing is done. */
        record TooMany(Duration retryAfter) implements Asked {}
    }

    /** The outcome of opening a link. */
    public enum Outcome {
        /** The address is the member's now. */
        CONFIRMED,
        /** The link was used before, is too old, or is no link of ours. */
        LINK_USELESS,
        /** Another member has confirmed the address meanwhile. */
        TAKEN
    }

    /** Sends the link that verifies the member's address again; answers how long to wait where too much was asked for. */
    public Optional<Duration> askToVerifyAgain(Member member) {
        Optional<Duration> wait = allowance.take();
        if (wait.isEmpty()) {
            askToVerify(member);
        }
        return wait;
    }

    /** Sends the link that verifies the member's address. */
    void askToVerify(Member member) {
        acts.run(() -> {
            standings.require(member.credentials());
            Optional<Member> owner = members.verifiedOwner(member.email());
            if (owner.isPresent()) {
                mails.alreadyAMember(member.email(), owner.get().username());
                return;
            }
            String link = links.issue(member.id(), MailLink.Purpose.VERIFY_EMAIL, member.email());
            mails.verifyEmail(member.email(), member.username(), link);
        });
    }

    /** The address a verification link is for, if the link is good. */
    public Optional<String> toVerify(String link) {
        return links.look(MailLink.Purpose.VERIFY_EMAIL, link).map(MailLink::email);
    }

    /** Uses a verification link. */
    public Outcome verify(String link) {
        return confirm(MailLink.Purpose.VERIFY_EMAIL, link);
    }

    /**
     * Sends a link to the address the member wants to have. Nothing changes until it is opened. Whether the address
     * belongs to someone else is told to that person only.
     *
     * @param credentials of the browser that asks
     * @throws CredentialsEnded where it was signed out meanwhile: knowing the old password gets no link any more
     */
    public Asked askToChange(Member member, Credentials credentials, String written) {
        String email = WrittenAddress.ascii(written);
        Optional<String> problem = AccountRules.email(email);
        if (problem.isPresent()) {
            return new Asked.Wrong(problem.get());
        }
        if (email.equalsIgnoreCase(member.email()) && member.emailVerified()) {
            return new Asked.Wrong("This is your address already.");
        }
        Optional<Duration> wait = allowance.take();
        if (wait.isPresent()) {
            return new Asked.TooMany(wait.get());
        }
        acts.run(() -> {
            standings.require(credentials);
            acts.record(AuditEvent.of("email.change_requested").by(member.id()).to(member.id()));
            Optional<Member> owner = members.verifiedOwner(email);
            if (owner.isPresent()) {
                mails.emailTaken(email, owner.get().username());
                return;
            }
            String link = links.issue(member.id(), MailLink.Purpose.CHANGE_EMAIL, email);
            mails.confirmNewEmail(email, member.username(), link);
        });
        return new Asked.Sent();
    }

    /** The address a change link is for, if the link is good. */
    public Optional<String> toChange(String link) {
        return links.look(MailLink.Purpose.CHANGE_EMAIL, link).map(MailLink::email);
    }

    /** Uses a change link, and tells the old address. */
    public Outcome change(String link) {
        return confirm(MailLink.Purpose.CHANGE_EMAIL, link);
    }

    private Outcome confirm(MailLink.Purpose purpose, String link) {
        try {
            return acts.call(() -> links.use(purpose, link).map(this::store).orElse(Outcome.LINK_USELESS));
        } catch (DuplicateKeyException takenMeanwhile) {
            return Outcome.TAKEN;
        }
    }

    private Outcome store(MailLink link) {
        Optional<Member> found = members.find(link.memberId()).filter(Member::active);
        if (found.isEmpty()) {
            return Outcome.LINK_USELESS;
        }
        Member member = found.get();
        standings.end(member.credentials());
        members.storeVerifiedEmail(member.id(), link.email());
        // A reset link that waits in the old mailbox must not open the account any more.
        links.revokeAll(member.id());
        boolean changed = !member.email().equalsIgnoreCase(link.email());
        acts.record(AuditEvent.of(changed ? "email.changed" : "email.verified").to(member.id()));
        if (changed && member.emailVerified()) {
            mails.emailChanged(member.email(), member.username(), link.email());
        }
        return Outcome.CONFIRMED;
    }
}
