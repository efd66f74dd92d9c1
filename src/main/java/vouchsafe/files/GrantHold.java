package vouchsafe.files;

import java.util.Optional;
import java.util.UUID;
import vouchsafe.accounts.Standings;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;

/** Lets a project change a member's files only while the member's consent holds and the account is in use. */
final class GrantHold {
    private final Grants grants;
    private final Standings standings;

    GrantHold(Grants grants, Standings standings) {
        this.grants = grants;
        this.standings = standings;
    }

    /** The grant with this id, while it is active and its member's account is in use. */
    Optional<Grant> find(UUID grantId) {
        return grants.find(grantId).filter(Grant::active).filter(grant -> standings.active(grant.memberId()));
    }

    /**
     * Holds the grant and its member's account for the rest of the transaction, so that a withdrawal and a suspension come
     * before or after; false where one of them has ended.
     */
    boolean take(Grant grant) {
        return grants.hold(grant.id()) && standings.hold(grant.memberId());
    }
}
