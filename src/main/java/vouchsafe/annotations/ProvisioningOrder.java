package vouchsafe.annotations;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.accounts.VouchedAccounts;

/**
 * The people and groups that a site's server wants to be there; checked already.
 *
 * @param clientRowId the client that wants it
 * @param authority whose people and groups they are; null for this server's
 * @param creatorId the member in whose name groups are made; they do not join them
 * @param people no two of one username
 * @param groups no two of one id
 */
public record ProvisioningOrder(
        UUID clientRowId,
        @Nullable String authority,
        UUID creatorId,
        List<VouchedAccounts.Description> people,
        List<NamedGroup> groups,
        List<Seat> seats) {

    /**
     * A private group.
     *
     * @param providedId the site's id for it
     */
    public record NamedGroup(String providedId, String name) {}

    /**
     * A person in a group.
     *
     * @param person the place of the person in {@code people}
     * @param group the place of the group in {@code groups}
     */
    public record Seat(int person, int group) {}
}
