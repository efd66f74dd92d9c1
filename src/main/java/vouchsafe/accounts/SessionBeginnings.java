package vouchsafe.accounts;

import java.util.UUID;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.AuditLog;
import vouchsafe.db.Transactions;

/**
 * The moment a browser's session becomes a member's: in the transaction that writes it, if the credentials that were
 * checked still count. A transaction that ends all sessions of the member changes the member's row first, and so sees
 * this one or stops it.
 */
final class SessionBeginnings {
    private final Standings standings;
    private final Transactions transactions;
    private final AuditLog audit;

    SessionBeginnings(Standings standings, Transactions transactions, AuditLog audit) {
        this.standings = standings;
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * Writes a session that a member signed in to.
     *
     * @param write stores it
     * @return false where the credentials were ended since they were checked: nothing is written then
     */
    boolean begin(Credentials credentials, Runnable write) {
        return transactions.call(() -> {
            if (!standings.hold(credentials)) {
                return false;
            }
            SessionTransactions.joining(write);
            UUID memberId = credentials.memberId();
            audit.record(AuditEvent.of("signin.completed").by(memberId).to(memberId));
            return true;
        });
    }
}
