package vouchsafe.annotations;

import java.util.List;

/** What became of a {@link ProvisioningOrder}: all of it or nothing. */
public sealed interface ProvisioningResult {

    /**
     * All are there.
     *
     * @param usernames of the people, in the order in which they were asked for
     * @param groupIds this server's ids of the groups, in that order
     */
    record Provided(List<String> usernames, List<String> groupIds) implements ProvisioningResult {}

    /** The account of this name is suspended, or was deleted by its owner. */
    record AccountNotInUse(String username) implements ProvisioningResult {}

    /** An identity is that of another account. */
    record IdentityOfAnother() implements ProvisioningResult {}
}
