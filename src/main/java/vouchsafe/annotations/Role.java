package vouchsafe.annotations;

import java.util.Locale;

/** A member's role in a group; each role may do all that those before it may. */
public enum Role {
    /** Reads and writes. */
    MEMBER,
    /** Shows and hides annotations. */
    MODERATOR,
    /** Changes the group and its members. */
    ADMIN,
    /** Changes everything, other owners included. */
    OWNER;

    /** As it stands in the database and on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this role may do what that one may. */
    public boolean atLeast(Role other) {
        return compareTo(other) >= 0;
    }
}
