package vouchsafe.web.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The token in an {@code Authorization} header (RFC 6750 section 2.1). */
public final class BearerToken {
    private static final String SCHEME = "bearer";

    private BearerToken() {}

    /**
     * What stands behind the scheme: a token, or nothing, or several words that are no token.
     *
     * @param header the value of {@code Authorization}; null where it is absent
     * @return empty where the header is absent or of another scheme
     */
    public static Optional<String> in(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String rest = header.substring(SCHEME.length());
        return rest.isEmpty() || rest.startsWith(" ") ? Optional.of(rest.strip()) : Optional.empty();
    }
}
