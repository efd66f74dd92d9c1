package vouchsafe.annotations;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who may read one annotation, found out once for any number of recipients.
 *
 * @param everyone whether that is anybody, signed in or not
 * @param members who may, where it is not everyone
 */
public record Audience(boolean everyone, Set<UUID> members) {
    /** Whether this member, or somebody not signed in, may read it. */
    public boolean includes(Optional<UUID> memberId) {
        return everyone || memberId.filter(members::contains).isPresent();
    }
}
