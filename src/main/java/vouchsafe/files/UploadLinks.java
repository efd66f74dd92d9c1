package vouchsafe.files;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import vouchsafe.crypto.Seal;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;
import vouchsafe.web.PublicAddress;

/**
 * Addresses at which the bytes of an upload are put. The key in one is a seal over the upload and its grant; each use asks
 * whether both are still there.
 */
final class UploadLinks {
    private static final String PATH = "/data-management/datafile-upload/";

    private final Seals seals;
    private final PublicAddress address;

    UploadLinks(Seals seals, PublicAddress address) {
        this.seals = seals;
        this.address = address;
    }

    /** The URL for this upload under this grant, good for as long as bytes wait to become a file. */
    String url(long id, UUID grantId, Instant now) {
        return address.url(PATH + id + "/?key=" + seals.seal(Seal.about(SealKind.UPLOAD, grantId, id, now)));
    }

    /** The grant that a key was made under; empty where the key is not ours, not for this upload, or too old. */
    Optional<UUID> grantId(long id, String key, Instant now) {
        return seals.open(SealKind.UPLOAD, key)
                .filter(seal -> seal.number() == id)
                .filter(seal -> now.isBefore(seal.issuedAt().plus(Uploads.PATIENCE)))
                .map(Seal::subject);
    }
}
