package vouchsafe.portal.authorize;

import java.time.InstantSource;
import vouchsafe.accounts.BrowserSessions;

/**
 * Holds the time of the member's sign-in against what the app asked for ({@code prompt} and {@code max_age}, OpenID Connect
 * Core section 3.1.2.1).
 */
final class SignInAge {
    private final BrowserSessions sessions;
    private final InstantSource clock;

    SignInAge(BrowserSessions sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Whether the member need not sign in again for this question. */
    boolean fits(AppQuestion question) {
        return sessions.signedInAt(question.visit().request())
                .filter(since -> question.asked().content(since, clock.instant()))
                .isPresent();
    }
}
