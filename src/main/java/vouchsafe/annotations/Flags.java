package vouchsafe.annotations;

import java.util.Map;
import java.util.UUID;

/**
 * The reports to the moderators about a few annotations.
 *
 * @param counts reports of each; annotations without any are not named
 * @param own whether the member who asks made one
 */
public record Flags(Map<UUID, Integer> counts, Map<UUID, Boolean> own) {
    /** No reports. */
    public static final Flags NONE = new Flags(Map.of(), Map.of());
}
