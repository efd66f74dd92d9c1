package vouchsafe.annotations;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The readers of one annotation, found out once for any number of recipients.
 *
 * @param everyone whether all may read it, signed in or not
 * @param members those who may, where it is not everyone
 */
public record Audience(boolean everyone, Set<UUID> members) {
    /** Whether this member, or a stranger, may read it. */
    public boolean includes(Optional<UUID> memberId) {
        return everyone || memberId.filter(members::contains).isPresent();
    }
}
