package vouchsafe.consent;

import java.util.List;
import java.util.UUID;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.AuditLog;
import vouchsafe.db.Transactions;
import vouchsafe.grants.Grant;
import vouchsafe.oauth.AppSignIn;
import vouchsafe.oauth.Authorizations;

/** The sign-ins by apps under a member's grant: looking at them, and ending one while the connection stays. */
public final class AppSignIns {
    private final Authorizations authorizations;
    private final AuditLog audit;
    private final Transactions transactions;

    AppSignIns(Authorizations authorizations, AuditLog audit, Transactions transactions) {
        this.authorizations = authorizations;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** The latest sign-ins, newest first; codes that were never exchanged are none. */
    public List<AppSignIn> of(Grant grant, int most) {
        return authorizations.signIns(grant, most);
    }

    /** The grant's own member ends one of its sign-ins; false where it had ended, or is not of this grant. */
    public boolean end(Grant grant, UUID signInId) {
        return transactions.call(() -> {
            boolean ended = authorizations.endOne(grant, signInId, "ended by member");
            if (ended) {
                audit.record(AuditEvent.of("tokens.ended")
                        .by(grant.memberId())
                        .to(grant.memberId())
                        .client(grant.clientRowId()));
            }
            return ended;
        });
    }
}
