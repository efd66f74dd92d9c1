package vouchsafe.accounts;

import java.time.Duration;
import java.util.Optional;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.web.Allowance;

/** New passwords: chosen by a member who knows the old one, or by the reader of the member's mail. */
public final class PasswordChanges {
    private final Members members;
    private final Passwords passwords;
    private final ResetLinks resetLinks;
    private final UnderAccount underAccount;
    private final AccountMails mails;
    private final DurableActs acts;
    /** The holder of a link can have a password hashed for it again and again, until it is used. */
    private final Allowance perLinkOwner = new Allowance(10, Duration.ofHours(1));

    PasswordChanges(
            Members members,
            Passwords passwords,
            ResetLinks resetLinks,
            UnderAccount underAccount,
            AccountMails mails,
            DurableActs acts) {
        this.members = members;
        this.passwords = passwords;
        this.resetLinks = resetLinks;
        this.underAccount = underAccount;
        this.mails = mails;
        this.acts = acts;
    }

    /** The fault of a new password, worded for its owner. */
    public Optional<String> problem(Member member, Password chosen) {
        return PasswordRules.problem(chosen, member.username(), member.email(), member.name());
    }

    /**
     * Stores a password the member chose after giving the old one, and signs out their other browsers.
     *
     * @param credentials of the browser that asks
     * @param endApps whether connected apps are cut off too
     * @param keptSession id of the session that stays
     * @throws CredentialsEnded where it was signed out meanwhile, or the password was changed elsewhere
     */
    public void change(Member member, Credentials credentials, Password chosen, boolean endApps, String keptSession) {
        String hash = passwords.hash(chosen);
        acts.run(() -> {
            underAccount.end(credentials);
            replace(member, hash, endApps, "password.changed");
            underAccount.endOtherBrowsers(member.id(), keptSession);
        });
    }

    /**
     * Answers someone who forgot a password with a mail: a link for each account with this name or address, or the news
     * that there is none. The page shown is the same in every case.
     *
     * @return how long to wait where too much was asked for; nothing is done then
     */
    public Optional<Duration> askToReset(String login) {
        return resetLinks.send(login);
    }

    /** The member a reset link is for, if the link is good. */
    public Optional<Member> toReset(String link) {
        return resetLinks.look(link);
    }

    /** How long to wait before {@link #reset} may be tried for this member once more; empty where it may be tried now. */
    public Optional<Duration> mayReset(Member member) {
        return perLinkOwner.take(member.id().toString());
    }

    /**
     * Uses a reset link: stores the password, signs out every browser and every app. The person who opened the link
     * reads the mail of that address, so it counts as verified. Empty if the link was used meanwhile.
     */
    public Optional<Member> reset(String link, Password chosen) {
        String hash = passwords.hash(chosen);
        return acts.call(() -> resetLinks
                .use(link)
                .flatMap(used ->
                        members.find(used.memberId()).filter(Member::active).map(member -> store(used, member, hash))));
    }

    private Member store(MailLink used, Member member, String hash) {
        underAccount.end(member.credentials());
        if (!member.emailVerified()
                && member.email().equals(used.email())
                && members.verifiedOwner(used.email()).isEmpty()) {
            members.storeVerifiedEmail(member.id(), used.email());
        }
        replace(member, hash, true, "password.reset");
        underAccount.endBrowsers(member.id());
        // Signs in with what was just stored.
        return members.find(member.id()).orElseThrow();
    }

    private void replace(Member member, String hash, boolean endApps, String kind) {
        members.replacePasswordHash(member.id(), hash);
        underAccount.credentialsReplaced(member.id(), endApps);
        acts.record(AuditEvent.of(kind).by(member.id()).to(member.id()).with("apps_ended", Boolean.toString(endApps)));
        mails.passwordChanged(member.email(), member.username());
    }
}
