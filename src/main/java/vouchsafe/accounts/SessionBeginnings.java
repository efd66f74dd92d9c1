package vouchsafe.accounts;

import java.util.UUID;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;

/**
 * The moment a browser's session becomes a member's: in the transaction that writes it, if the credentials that were
 * checked still count. A transaction that ends all sessions of the member changes the member's row first, and so sees
 * this one or stops it.
 */
final class SessionBeginnings {
    private final Standings standings;
    private final DurableActs acts;

    SessionBeginnings(Standings standings, DurableActs acts) {
        this.standings = standings;
        this.acts = acts;
    }

    /**
     * Writes a session that a member signed in to.
     *
     * @param write stores it, in the transaction it is called in
     * @return false where the credentials were ended since they were checked: nothing is written then
     */
    boolean begin(Credentials credentials, Runnable write) {
        return acts.call(() -> {
            if (!standings.hold(credentials)) {
                return false;
            }
            write.run();
            UUID memberId = credentials.memberId();
            acts.record(AuditEvent.of("signin.completed").by(memberId).to(memberId));
            return true;
        });
    }
}
