package vouchsafe.accounts;

import java.util.List;
import java.util.UUID;

/**
 * The duties of other rooms when something happens to an account. Beans of this type are called one after the other in
 * the transaction that makes the change; an exception undoes the change.
 */
public interface AccountEvents {
    /**
     * The member's password was changed or reset.
     *
     * @param endApps whether every connected app must sign in again: the member's choice at a change, always at a reset
     */
    void credentialsReplaced(UUID memberId, boolean endApps);

    /**
     * An administrator is about to suspend the account: takes the locks that others take before the member's row, in their
     * order.
     */
    default void suspending(UUID memberId) {}

    /** An administrator suspended the account: nothing may act for it from now on. */
    void suspended(UUID memberId);

    /** An administrator lets the member sign in again. */
    void reinstated(UUID memberId);

    /**
     * The things the member has to do before the account can be deleted, worded for them; empty where nothing is in the
     * way.
     */
    List<String> obstaclesToDeletion(UUID memberId);

    /**
     * The member is about to delete the account: takes the locks that others take before the member's row, in their order,
     * since two who wait for each other both fail.
     */
    default void deleting(UUID memberId) {}

    /**
     * The member deletes the account: what belongs to it ends, data of theirs is erased.
     *
     * @param erasureWanted whether others who hold data of theirs are asked to delete it too
     */
    void deleted(UUID memberId, boolean erasureWanted);
}
