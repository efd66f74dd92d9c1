package vouchsafe.annotations;

import java.util.Locale;

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

    /** As it stands in the database and on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Whether this role may do what that one may. */
    public boolean atLeast(Role other) {
        return compareTo(other) >= 0;
    }
}
