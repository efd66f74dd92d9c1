package vouchsafe.portal.member;

import java.util.UUID;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.web.pages.NoSuchPage;

/** Finds a connection for its own member; to all others it does not exist. */
final class OwnGrants {
    private final Grants grants;

    OwnGrants(Grants grants) {
        this.grants = grants;
    }

    Grant require(UUID id, SignedInMember member) {
        return grants.find(id)
                .filter(grant -> grant.memberId().equals(member.id()))
                .orElseThrow(NoSuchPage::new);
    }
}
