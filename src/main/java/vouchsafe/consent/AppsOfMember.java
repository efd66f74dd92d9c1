package vouchsafe.consent;

import java.util.UUID;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.oauth.Authorizations;
import vouchsafe.oauth.DeveloperTokens;

/** The programs that act for a member: apps they are connected with, and what they write themselves. */
final class AppsOfMember {
    private final Grants grants;
    private final Authorizations authorizations;
    private final DeveloperTokens developerTokens;

    AppsOfMember(Grants grants, Authorizations authorizations, DeveloperTokens developerTokens) {
        this.grants = grants;
        this.authorizations = authorizations;
        this.developerTokens = developerTokens;
    }

    /** Ends every code and token; the consents stay. */
    void end(UUID memberId, String because) {
        endOwn(memberId);
        for (Grant grant : grants.ofMember(memberId)) {
            if (grant.active()) {
                authorizations.endAll(grant.id(), because);
            }
        }
    }

    /** Ends the token of the member's own programs. */
    void endOwn(UUID memberId) {
        developerTokens.remove(memberId);
    }
}
