package vouchsafe.annotations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a group is to be; its texts are checked by whoever read them.
 *
 * @param providedId what a third party calls it, or null
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
        List<String> scopes) {}
