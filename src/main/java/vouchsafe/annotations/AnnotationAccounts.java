package vouchsafe.annotations;

import java.util.List;
import java.util.UUID;
import vouchsafe.accounts.AccountEvents;

/**
 * Ends the annotations of a deleted account: all that the member wrote goes, shared or not, and they leave every group.
 * Replies of others stay; they are those others' words. A suspended member's annotations stay, since suspending is
 * undone.
 */
final class AnnotationAccounts implements AccountEvents {
    private final Annotations annotations;
    private final Groups groups;
    private final AnnotationLedger ledger;

    AnnotationAccounts(Annotations annotations, Groups groups, AnnotationLedger ledger) {
        this.annotations = annotations;
        this.groups = groups;
        this.ledger = ledger;
    }

    @Override
    public void credentialsReplaced(UUID memberId, boolean endApps) {
        // Annotations are no credentials.
    }

    @Override
    public void suspended(UUID memberId) {
        // Nothing acts for the member any more; what they wrote stays.
    }

    @Override
    public void reinstated(UUID memberId) {
        // Nothing was taken.
    }

    @Override
    public List<String> obstaclesToDeletion(UUID memberId) {
        return List.of();
    }

    @Override
    public void deleted(UUID memberId, boolean erasureWanted) {
        annotations.deleteAll(memberId);
        groups.leaveAll(memberId);
        ledger.erase(memberId);
    }
}
