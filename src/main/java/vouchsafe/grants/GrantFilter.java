package vouchsafe.grants;

import java.time.Instant;

/**
 * A choice among the members of a client.
 *
 * @param subject the beginning of their numbers; empty for any
 * @param from joined at this time or later
 * @param until joined before this time
 */
public record GrantFilter(String subject, Instant from, Instant until, Allowed allowed) {
    /** Everyone. */
    public static final GrantFilter ALL =
            new GrantFilter("", Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"), Allowed.ANYTHING);

    /** The permission that the members must have given. */
    public enum Allowed {
        ANYTHING,
        MESSAGES,
        NO_MESSAGES,
        USERNAME
    }
}
