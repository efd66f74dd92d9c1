package vouchsafe.sharing;

import java.util.UUID;
import vouchsafe.accounts.AccountEvents;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.oauth.Authorizations;

/**
 * What happens to a member's apps when something happens to the account: their codes and tokens end, the member's consents
 * stay. An app gets new tokens when the member, signed in anew, comes by its authorization page.
 */
final class AccountConsequences implements AccountEvents {
    private final Grants grants;
    private final Authorizations authorizations;

    AccountConsequences(Grants grants, Authorizations authorizations) {
        this.grants = grants;
        this.authorizations = authorizations;
    }

    @Override
    public void credentialsReplaced(UUID memberId, boolean endApps) {
        if (endApps) {
            endApps(memberId, "password changed");
        }
    }

    @Override
    public void suspended(UUID memberId) {
        endApps(memberId, "account suspended");
    }

    private void endApps(UUID memberId, String because) {
        for (Grant grant : grants.ofMember(memberId)) {
            if (grant.active()) {
                authorizations.endAll(grant.id(), because);
            }
        }
    }
}
