package vouchsafe.consent;

import java.util.List;
import java.util.UUID;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.grants.Grant;
import vouchsafe.oauth.AppSignIn;
import vouchsafe.oauth.Authorizations;

/** The sign-ins by apps under a member's grant: looking at them, and ending one while the connection stays. */
public final class AppSignIns {
    private final Authorizations authorizations;
    private final DurableActs acts;

    AppSignIns(Authorizations authorizations, DurableActs acts) {
        this.authorizations = authorizations;
        this.acts = acts;
    }

    /** The latest sign-ins, newest first; codes that were never exchanged are none. */
    public List<AppSignIn> of(Grant grant, int most) {
        return authorizations.signIns(grant, most);
    }

    /** The grant's own member ends one of its sign-ins; false where it had ended, or is not of this grant. */
    public boolean end(Grant grant, UUID signInId) {
        return acts.call(() -> {
            boolean ended = authorizations.endOne(grant, signInId, "ended by member");
            if (ended) {
                acts.record(AuditEvent.of("tokens.ended")
                        .by(grant.memberId())
                        .to(grant.memberId())
                        .client(grant.clientRowId()));
            }
            return ended;
        });
    }
}
