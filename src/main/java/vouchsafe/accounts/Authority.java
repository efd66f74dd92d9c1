package vouchsafe.accounts;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The domain that this server vouches for its members with: the part behind the {@code @} of their user ids. Accounts of
 * third parties, and clients that act for them, name another one. In the database null stands for this server's, so that
 * renaming it renames everyone.
 */
public record Authority(String value) {
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9]([a-z0-9.\\-]{0,251}[a-z0-9])?");

    public Authority {
        if (!wellFormed(value)) {
            throw new IllegalArgumentException(
                    "must be a domain in lower case such as example.org, not \"" + value + "\"");
        }
    }

    /** Whether the text can be an authority, this server's or another. */
    public static boolean wellFormed(String text) {
        return DOMAIN.matcher(text).matches();
    }

    /** The authority as programs know it. */
    public String named(@Nullable String stored) {
        return stored == null ? value : stored;
    }

    /** The authority as the database keeps it. */
    public @Nullable String stored(String named) {
        return named.equals(value) ? null : named;
    }
}
