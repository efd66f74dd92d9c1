package vouchsafe.consent;

import vouchsafe.files.DirectUploads;
import vouchsafe.grants.Grant;
import vouchsafe.messages.Messages;
import vouchsafe.oauth.Authorizations;

/**
 * Everything that hangs from a grant and ends with it, in the transaction that ends it: codes and tokens, messages that
 * wait to be sent, uploads that were begun. Links to files need no ending: they are seals that open only while the grant is
 * active.
 */
final class UnderGrant {
    private final Authorizations authorizations;
    private final Messages messages;
    private final DirectUploads uploads;

    UnderGrant(Authorizations authorizations, Messages messages, DirectUploads uploads) {
        this.authorizations = authorizations;
        this.messages = messages;
        this.uploads = uploads;
    }

    void end(Grant grant, String because) {
        authorizations.endAll(grant.id(), because);
        messages.cancelFor(grant.id());
        uploads.stop(grant.id());
    }
}
