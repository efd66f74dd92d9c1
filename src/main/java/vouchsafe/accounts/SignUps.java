package vouchsafe.accounts;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.db.Disk;

/**
 * Makes members of strangers. An account can be used at once, so that someone who came to connect an app can go on; the
 * address counts as theirs only when they have opened the link sent to it. If it belongs to someone else, everything
 * looks the same from the outside and its owner gets a different mail.
 */
public final class SignUps {
    private final Members members;
    private final Passwords passwords;
    private final EmailAddresses addresses;
    private final DurableActs acts;
    private final NetworkAllowance perNetwork;
    private final Disk disk;

    SignUps(
            Members members,
            Passwords passwords,
            EmailAddresses addresses,
            DurableActs acts,
            AccountSettings settings,
            Disk disk) {
        this.members = members;
        this.passwords = passwords;
        this.addresses = addresses;
        this.acts = acts;
        this.perNetwork = new NetworkAllowance(settings.signUpsPerNetwork(), Duration.ofHours(1));
        this.disk = disk;
    }

    /** Makes the account, or says what is in the way. */
    public SignUpResult signUp(SignUpForm form) {
        disk.requireRoom();
        passwords.requirePlace();
        Map<String, String> problems = form.problems();
        if (!problems.containsKey("username") && members.usernameTaken(form.username())) {
            problems.put("username", "This username is taken. Usernames are public; choose another.");
        }
        if (!problems.isEmpty()) {
            return new SignUpResult.Mend(problems);
        }
        Optional<Duration> wait = perNetwork.take();
        if (wait.isPresent()) {
            return new SignUpResult.TooMany(wait.get());
        }
        NewMember person = new NewMember(form.username(), form.name(), form.email(), false, form.password(), false);
        // Hashed before the transaction, which would else hold a connection while Argon2 works.
        String hash = passwords.hash(form.password());
        try {
            return acts.call(() -> create(person, hash, form.terms()));
        } catch (DuplicateKeyException takenMeanwhile) {
            return new SignUpResult.Mend(
                    Map.of("username", "This username is taken. Usernames are public; choose another."));
        }
    }

    private SignUpResult create(NewMember person, String hash, SignUpForm.Terms terms) {
        Member member = members.create(person, hash);
        AuditEvent signUp = AuditEvent.of("signup.completed").by(member.id()).to(member.id());
        acts.record(terms == SignUpForm.Terms.AGREED ? signUp.with("terms", "agreed") : signUp);
        addresses.askToVerify(member);
        return new SignUpResult.Joined(member);
    }
}
