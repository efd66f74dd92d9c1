package vouchsafe.accounts;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.AuditLog;
import vouchsafe.metrics.Counts;
import vouchsafe.metrics.Label;
import vouchsafe.metrics.Metrics;
import vouchsafe.web.Allowance;
import vouchsafe.web.CurrentRequest;
import vouchsafe.web.SenderNetwork;

/**
 * Checks the name and password of a visitor. Unknown names cost the same work and get the same answers as known ones.
 * Attempts are counted per name, so that one account cannot be guessed at, and per network, so that not many can; a
 * right password is not counted there. Browsers a member has signed in with before are counted apart, so guessing keeps
 * no owner out. Right passwords are counted per account, generously: hashing takes a while, and no member has it to
 * themselves. All of it is counted before a password is hashed.
 */
public final class SignIns {
    /** Sent away unheard, for want of a place or of the database. */
    private static final String BUSY = "busy";

    private final Members members;
    private final Passwords passwords;
    private final KnownBrowsers browsers;
    private final AuditLog audit;
    private final Counts outcomes;
    private final Allowance perName = new Allowance(8, Duration.ofMinutes(8));
    private final Allowance perNetwork = new Allowance(100, Duration.ofMinutes(20));
    private final Allowance perOwner = new Allowance(8, Duration.ofMinutes(8));
    private final Allowance perAccount = new Allowance(60, Duration.ofMinutes(10));

    SignIns(Members members, Passwords passwords, KnownBrowsers browsers, AuditLog audit, Metrics metrics) {
        this.members = members;
        this.passwords = passwords;
        this.browsers = browsers;
        this.audit = audit;
        this.outcomes = metrics.counts(
                "vouchsafe.sign.ins",
                "Passwords that were tried, by what came of it",
                Label.of("outcome", "welcome", "refused", "suspended", "too_many", BUSY));
    }

    /** Tries a username or an e-mail address with a password. */
    public SignInResult attempt(String login, Password password, HttpServletRequest request) {
        return counted(() -> tried(login, password, request));
    }

    private SignInResult counted(Supplier<SignInResult> attempt) {
        String outcome = BUSY;
        try {
            SignInResult result = attempt.get();
            outcome = switch (result) {
                case SignInResult.Welcome welcome -> "welcome";
                case SignInResult.Refused refused -> "refused";
                case SignInResult.Suspended suspended -> "suspended";
                case SignInResult.TooMany many -> "too_many";
            };
            return result;
        } finally {
            outcomes.add(outcome);
        }
    }

    private SignInResult tried(String login, Password password, HttpServletRequest request) {
        passwords.requirePlace();
        List<Members.Candidate> candidates = members.candidates(login);
        boolean known = candidates.stream()
                .anyMatch(
                        candidate -> browsers.knows(request, candidate.member().id()));
        if (known) {
            return check(candidates, password, perOwner, login);
        }
        String network = SenderNetwork.of(CurrentRequest.get().address());
        Optional<Duration> wait = perNetwork.take(network);
        if (wait.isPresent()) {
            return new SignInResult.TooMany(wait.get());
        }
        boolean wrong = false;
        try {
            SignInResult result = check(candidates, password, perName, login);
            wrong = result instanceof SignInResult.Refused;
            return result;
        } finally {
            if (!wrong) {
                perNetwork.giveBack(network);
            }
        }
    }

    /** Whether this is the password of a member who is signed in, for changes that ask for it again. */
    public SignInResult confirm(Member member, Password password) {
        return counted(() -> {
            passwords.requirePlace();
            return check(members.candidates(member.username()), password, perOwner, member.username());
        });
    }

    private SignInResult check(
            List<Members.Candidate> candidates, Password password, Allowance allowance, String name) {
        Optional<Duration> wait = allowance.take(name);
        if (wait.isPresent()) {
            return new SignInResult.TooMany(wait.get());
        }
        for (Members.Candidate candidate : candidates) {
            Optional<Duration> busy = perAccount.take(account(candidate));
            if (busy.isPresent()) {
                allowance.giveBack(name);
                return new SignInResult.TooMany(busy.get());
            }
        }
        Optional<Member> found = match(candidates, password, allowance, name);
        candidates.stream()
                .filter(candidate -> found.filter(candidate.member()::equals).isEmpty())
                .forEach(candidate -> perAccount.giveBack(account(candidate)));
        if (found.isEmpty()) {
            audit.record(failure(candidates));
            return new SignInResult.Refused();
        }
        allowance.giveBack(name);
        Member member = found.get();
        if (!member.active()) {
            audit.record(AuditEvent.of("signin.refused").to(member.id()).with("reason", "suspended"));
            return new SignInResult.Suspended();
        }
        return new SignInResult.Welcome(member);
    }

    private static String account(Members.Candidate candidate) {
        return candidate.member().id().toString();
    }

    /** A request that was sent away unheard was no try. */
    private Optional<Member> match(
            List<Members.Candidate> candidates, Password password, Allowance allowance, String name) {
        try {
            return firstMatch(candidates, password);
        } catch (Passwords.TooBusyException busy) {
            allowance.giveBack(name);
            candidates.forEach(candidate -> perAccount.giveBack(account(candidate)));
            throw busy;
        }
    }

    private Optional<Member> firstMatch(List<Members.Candidate> candidates, Password password) {
        if (password.endless()) {
            return Optional.empty();
        }
        if (candidates.isEmpty()) {
            passwords.match(password, null);
        }
        for (Members.Candidate candidate : candidates) {
            Passwords.Match match = passwords.match(password, candidate.passwordHash());
            if (match == Passwords.Match.AS_TYPED) {
                members.renewPasswordHash(candidate, passwords.hash(password));
            }
            if (match != Passwords.Match.NONE) {
                return Optional.of(candidate.member());
            }
        }
        return Optional.empty();
    }

    /** A name that no member has is not kept: it may be a password typed into the wrong field. */
    private static AuditEvent failure(List<Members.Candidate> candidates) {
        AuditEvent event = AuditEvent.of("signin.failed");
        return candidates.isEmpty()
                ? event.with("account", "unknown")
                : event.to(candidates.getFirst().member().id());
    }
}
