package vouchsafe.clients;

/**
 * What an administrator lets a third party's server do beyond looking after the accounts of a domain of its own.
 *
 * @param ownMembers whether it looks after members of this server: it may make their accounts, and act as any of them
 * @param bulk whether it may send many instructions in one call
 */
public record ServerRights(boolean ownMembers, boolean bulk) {
    /** Nothing beyond. */
    public static final ServerRights NONE = new ServerRights(false, false);
}
