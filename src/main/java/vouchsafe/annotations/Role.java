package vouchsafe.annotations;

/** What a member may do in a group; each may do what those before it may. */
public enum Role {
    /** Reads and writes. */
    MEMBER,
    /** Shows and hides annotations. */
    MODERATOR,
    /** Changes the group and its members. */
    ADMIN,
    /** Changes everything, other owners included. */
    OWNER;

    /** Whether this role may do what that one may. */
    public boolean atLeast(Role other) {
        return compareTo(other) >= 0;
    }
}
