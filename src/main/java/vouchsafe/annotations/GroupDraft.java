package vouchsafe.annotations;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A group as it is to be; its texts were checked where they were read.
 *
 * @param providedId a third party's name for it, or null
 * @param scopes beginnings of web addresses, each with a scheme and a host
 */
public record GroupDraft(
        String authority,
        @Nullable String providedId,
        String name,
        String description,
        Group.Type type,
        boolean preModerated,
        boolean scopeEnforced,
        List<String> scopes) {
    /** The shortest name, in characters. */
    public static final int SHORTEST_NAME = 3;

    /** The longest name, in characters. */
    public static final int LONGEST_NAME = 25;

    /** The longest description, in characters. */
    public static final int LONGEST_DESCRIPTION = 250;

    /** The fault of a name that is not too long; empty where it has none. */
    public static Optional<String> problemOfName(String name) {
        if (name.length() < SHORTEST_NAME) {
            return Optional.of("this is too short; the shortest is " + SHORTEST_NAME + " characters");
        }
        return name.chars().anyMatch(Character::isISOControl)
                ? Optional.of("this has a character that can't be shown")
                : Optional.empty();
    }
}
