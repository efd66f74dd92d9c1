package vouchsafe.oauth;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One sign-in by an app, as far as the grant's member may see it.
 *
 * @param begunAt when the app was authorized
 * @param renewedAt when it last got tokens
 * @param renewals how often it has renewed them
 * @param endedAt the moment since which its tokens are refused; null while it lives
 * @param endedBecause why it ended, in a few words; null while it lives
 */
public record AppSignIn(
        UUID id,
        Instant begunAt,
        Instant renewedAt,
        int renewals,
        @Nullable Instant endedAt,
        @Nullable String endedBecause) {

    /** Whether the app can still use it. */
    public boolean live() {
        return endedAt == null;
    }
}
