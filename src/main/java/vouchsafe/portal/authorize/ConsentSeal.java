package vouchsafe.portal.authorize;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;

/**
 * Binds the answer of a consent form to the page that was shown: this member, this browser session, this very request, this
 * version of the project's request. A form that was edited, taken over by another person or kept for a day does not fit.
 */
final class ConsentSeal {
    private static final Duration GOOD_FOR = Duration.ofHours(12);

    private final Seals seals;
    private final InstantSource clock;

    ConsentSeal(Seals seals, InstantSource clock) {
        this.seals = seals;
        this.clock = clock;
    }

    String make(UUID memberId, String sessionId, String query, int version) {
        long second = clock.instant().getEpochSecond();
        return second + "." + seals.sign(SealKind.CONSENT, text(memberId, sessionId, query, version, second));
    }

    boolean fits(String seal, UUID memberId, String sessionId, String query, int version) {
        int dot = seal.indexOf('.');
        if (dot < 1 || dot > 12 || !seal.chars().limit(dot).allMatch(Character::isDigit)) {
            return false;
        }
        long second = Long.parseLong(seal.substring(0, dot));
        Instant made = Instant.ofEpochSecond(second);
        return seals.verifies(
                        SealKind.CONSENT, text(memberId, sessionId, query, version, second), seal.substring(dot + 1))
                && clock.instant().isBefore(made.plus(GOOD_FOR));
    }

    private static String text(UUID memberId, String sessionId, String query, int version, long second) {
        return memberId + "\n" + sessionId + "\n" + version + "\n" + second + "\n" + query;
    }
}
