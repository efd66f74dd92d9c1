package vouchsafe.annotations;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.web.TypedText;

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

    /** The fault of a name. */
    public enum NameFault {
        /** It has fewer than {@value GroupDraft#SHORTEST_NAME} characters, or none that can be seen. */
        TOO_SHORT,
        /** It has a control character. */
        NOT_SHOWABLE
    }

    /** The fault of a name that is not too long; empty where it has none. */
    public static Optional<NameFault> faultOfName(String name) {
        if (TypedText.blank(name) || TypedText.length(name) < SHORTEST_NAME) {
            return Optional.of(NameFault.TOO_SHORT);
        }
        return name.chars().anyMatch(Character::isISOControl) ? Optional.of(NameFault.NOT_SHOWABLE) : Optional.empty();
    }
}
