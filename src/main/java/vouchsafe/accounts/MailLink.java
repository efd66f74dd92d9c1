package vouchsafe.accounts;

import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/**
 * What the holder of a link from a mail has shown: that they read mail sent to this address.
 *
 * @param memberId whose link it is
 * @param email the address it was sent to
 */
record MailLink(UUID memberId, String email) {

    /** What a link is for; a link made for one purpose is nothing for another. */
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
