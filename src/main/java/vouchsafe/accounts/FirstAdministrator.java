package vouchsafe.accounts;

import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import vouchsafe.audit.Actor;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.web.PublicAddress;

/**
 * How a server gets its first administrator from a browser: by a link that its console shows while there is none. Whoever can
 * read that console runs the server.
 */
public final class FirstAdministrator {
    /** The page that the link opens. */
    public static final String PATH = "/account/first/";

    private static final String TAKEN = "This username is taken. Usernames are public; choose another.";

    private final Members members;
    private final Passwords passwords;
    private final SetupLinks links;
    private final PublicAddress address;
    private final DurableActs acts;

    FirstAdministrator(
            Members members, Passwords passwords, SetupLinks links, PublicAddress address, DurableActs acts) {
        this.members = members;
        this.passwords = passwords;
        this.links = links;
        this.address = address;
        this.acts = acts;
    }

    /** The outcome of an attempt. */
    public sealed interface Result {
        /** The account is there, in use at once. */
        record Made(Member member) implements Result {}

        /** Something must be mended first: what, by field name. */
        record Mend(Map<String, String> problems) implements Result {}

        /** The link is used, too old, replaced, or none. */
        record LinkUseless() implements Result {}
    }

    /** A new link, and the end of all earlier ones; empty where there is an administrator. */
    public Optional<String> newLink() {
        return acts.call(() -> members.hasAdministrator()
                ? Optional.empty()
                : Optional.of(address.url(PATH + "?link=" + links.renew())));
    }

    /** Whether a link would work now, without using it. */
    public boolean good(String link) {
        return links.good(link);
    }

    /** Makes the account. The address counts as confirmed: who runs the server says that it is theirs. */
    public Result make(String link, SignUpForm form) {
        if (!links.good(link)) {
            return new Result.LinkUseless();
        }
        passwords.requirePlace();
        Map<String, String> problems = form.problems(true);
        if (!problems.containsKey("username") && members.usernameTaken(form.username())) {
            problems.put("username", TAKEN);
        }
        if (!problems.isEmpty()) {
            return new Result.Mend(problems);
        }
        NewMember person = new NewMember(form.username(), form.name(), form.email(), true, form.password(), true);
        // Hashed before the transaction, which would else hold a connection while Argon2 works.
        String hash = passwords.hash(form.password());
        try {
            return acts.call(() -> links.use(link) ? made(person, hash) : new Result.LinkUseless());
        } catch (DuplicateKeyException taken) {
            return new Result.Mend(
                    members.usernameTaken(form.username())
                            ? Map.of("username", TAKEN)
                            : Map.of("email", "This address belongs to another member."));
        }
    }

    private Result made(NewMember person, String hash) {
        Member member = members.create(person, hash);
        acts.record(AuditEvent.of("member.created")
                .by(Actor.SETUP_LINK)
                .to(member.id())
                .with("administrator", "true"));
        return new Result.Made(member);
    }
}
