package vouchsafe.annotations;

import java.util.Map;
import java.util.UUID;

/**
 * Who reported what to the moderators, for a few annotations.
 *
 * @param counts how many did; those that nobody reported are not named
 * @param own whether the one who asks did
 */
public record Flags(Map<UUID, Integer> counts, Map<UUID, Boolean> own) {
    /** Nobody reported anything. */
    public static final Flags NONE = new Flags(Map.of(), Map.of());
}
