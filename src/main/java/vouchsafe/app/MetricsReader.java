package vouchsafe.app;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows who may read the metrics.
 *
 * @param token what a reader shows; empty lets everybody read who comes as far as to ask
 */
record MetricsReader(Optional<String> token) {

    /** Whether the bearer of this {@code Authorization} header may. */
    boolean may(@Nullable String authorization) {
        return token.isEmpty() || (authorization != null && same(authorization, "Bearer " + token.get()));
    }

    private static boolean same(String shown, String wanted) {
        return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }

    /** Leaves out the token. */
    @Override
    public String toString() {
        return "MetricsReader";
    }
}
