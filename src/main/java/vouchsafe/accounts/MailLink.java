package vouchsafe.accounts;

import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/**
 * Proof that the holder of a link from a mail reads mail sent to this address.
 *
 * @param memberId the member it was made for
 * @param email the address it was sent to
 */
record MailLink(UUID memberId, String email) {

    /** The purpose of a link; a link made for one purpose is nothing for another. */
    enum Purpose {
        VERIFY_EMAIL(Duration.ofDays(3)),
        CHANGE_EMAIL(Duration.ofHours(24)),
        RESET_PASSWORD(Duration.ofHours(1));

        private final Duration lifetime;

        Purpose(Duration lifetime) {
            this.lifetime = lifetime;
        }

        Duration lifetime() {
            return lifetime;
        }

        /** The value of the column {@code purpose}. */
        String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
