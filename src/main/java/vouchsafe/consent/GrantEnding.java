package vouchsafe.consent;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.grants.EndedBy;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;

/** Ends a grant, with the receipt that says so, and everything that hangs from it. Part of the caller's transaction. */
final class GrantEnding {
    private final Grants grants;
    private final ConsentDocuments documents;
    private final UnderGrant underGrant;

    GrantEnding(Grants grants, ConsentDocuments documents, UnderGrant underGrant) {
        this.grants = grants;
        this.documents = documents;
        this.underGrant = underGrant;
    }

    /**
     * Ends an active grant.
     *
     * @param erasure whether the project is asked to erase its data
     * @param erasureHere whether the project's files on this server are erased
     * @return the grant as it is now; empty where it had ended before
     */
    Optional<Grant> end(Grant grant, EndedBy by, boolean erasure, boolean erasureHere, @Nullable String reason) {
        Optional<Grant> ended =
                grants.withdraw(grant.id(), by, erasure, documents.withdrawn(by, erasure, erasureHere, reason));
        ended.ifPresent(now -> underGrant.end(grant, "withdrawn by " + by.word()));
        return ended;
    }
}
