package vouchsafe.accounts;

import java.time.Duration;
import java.util.Optional;

/**
 * Limits how often people may have this server write to others. Every form that queues a mail to an address or a person
 * of its sender's choice takes one before it does anything.
 */
public final class MailAllowance {
    private final NetworkAllowance asked;

    MailAllowance(AccountSettings settings) {
        this.asked = new NetworkAllowance(settings.mailsPerNetwork(), Duration.ofHours(1));
    }

    /** Takes one for the sender of this thread's request; answers how long to wait where there is none left. */
    public Optional<Duration> take() {
        return asked.take();
    }
}
