package vouchsafe.accounts;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.AuditLog;
import vouchsafe.web.CurrentRequest;

/**
 * Checks who someone says they are. Unknown names cost the same work and get the same answers as known ones. Attempts
 * are counted per name, so that one account cannot be guessed at, and per address, so that not many can; a right
 * password is not counted. A member under attack may have to wait a minute between attempts, never longer.
 */
public final class SignIns {
    private final Members members;
    private final Passwords passwords;
    private final AuditLog audit;
    private final Allowance perName = new Allowance(8, Duration.ofMinutes(8));
    private final Allowance perAddress = new Allowance(100, Duration.ofMinutes(20));

    SignIns(Members members, Passwords passwords, AuditLog audit) {
        this.members = members;
        this.passwords = passwords;
        this.audit = audit;
    }

    /** Tries a username or an e-mail address with a password. */
    public SignInResult attempt(String login, Password password) {
        String network = Network.of(CurrentRequest.get().address());
        Optional<Duration> wait = perAddress.take(network);
        if (wait.isPresent()) {
            return new SignInResult.TooMany(wait.get());
        }
        wait = perName.take(login);
        if (wait.isPresent()) {
            return new SignInResult.TooMany(wait.get());
        }
        List<Members.Candidate> candidates = members.candidates(login);
        Optional<Member> found = firstMatch(candidates, password);
        if (found.isEmpty()) {
            audit.record(failure(candidates));
            return new SignInResult.Refused();
        }
        perName.giveBack(login);
        perAddress.giveBack(network);
        Member member = found.get();
        if (!member.active()) {
            audit.record(AuditEvent.of("signin.refused").to(member.id()).with("reason", "suspended"));
            return new SignInResult.Suspended();
        }
        return new SignInResult.Welcome(member);
    }

    /**
     * Whether this is the member's password, for changes that ask for it again. Counted like an attempt to sign in.
     */
    public SignInResult confirm(Member member, Password password) {
        return attempt(member.username(), password);
    }

    private Optional<Member> firstMatch(List<Members.Candidate> candidates, Password password) {
        if (candidates.isEmpty()) {
            passwords.matches(password, null);
        }
        return candidates.stream()
                .filter(candidate -> passwords.matches(password, candidate.passwordHash()))
                .map(Members.Candidate::member)
                .findFirst();
    }

    /** A name nobody has is not kept: it may be a password typed into the wrong field. */
    private static AuditEvent failure(List<Members.Candidate> candidates) {
        AuditEvent event = AuditEvent.of("signin.failed");
        return candidates.isEmpty()
                ? event.with("account", "unknown")
                : event.to(candidates.getFirst().member().id());
    }
}
