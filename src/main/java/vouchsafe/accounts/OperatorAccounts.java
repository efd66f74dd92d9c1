package vouchsafe.accounts;

import org.springframework.dao.DuplicateKeyException;
import vouchsafe.audit.Actor;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;

/** Accounts that the operator makes, the first administrator's among them; no form and no allowance stands before them. */
public final class OperatorAccounts {
    private final Members members;
    private final Passwords passwords;
    private final SetupLinks links;
    private final DurableActs acts;

    OperatorAccounts(Members members, Passwords passwords, SetupLinks links, DurableActs acts) {
        this.links = links;
        this.members = members;
        this.passwords = passwords;
        this.acts = acts;
    }

    /** Makes the account, with its record. */
    public OperatorAccountResult create(NewMember person, Actor actor) {
        // Hashed before the transaction, which would else hold a connection while Argon2 works.
        String hash = passwords.hashForOperator(person.password());
        try {
            return acts.call(() -> {
                Member made = members.create(person, hash);
                if (person.administrator()) {
                    links.forget();
                }
                acts.record(AuditEvent.of("member.created")
                        .by(actor)
                        .to(made.id())
                        .with("administrator", Boolean.toString(person.administrator())));
                return new OperatorAccountResult.AccountMade(made);
            });
        } catch (DuplicateKeyException taken) {
            return members.byUsername(person.username())
                    .<OperatorAccountResult>map(OperatorAccountResult.UsernameTaken::new)
                    .orElseGet(OperatorAccountResult.AddressTaken::new);
        }
    }
}
