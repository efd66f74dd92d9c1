package vouchsafe.checklist;

import java.time.Instant;
import vouchsafe.crypto.Seal;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;
import vouchsafe.db.UuidV7;

/** Genuine statements about rows that are not there. */
final class Sealed {
    private Sealed() {}

    static String refreshToken(Seals seals) {
        return seals.seal(Seal.of(SealKind.REFRESH, UuidV7.next(), 1, Instant.now()));
    }

    static String code(Seals seals) {
        return seals.seal(Seal.of(SealKind.CODE, UuidV7.next(), 0, Instant.now()));
    }
}
