package vouchsafe.annotations;

/**
 * The rights of one member of a group over another: owners may do everything, admins up to moderators, moderators
 * remove members.
 */
public final class MemberRights {
    private MemberRights() {}

    /** Whether a member with this role may give one with that role the wanted one. */
    public static boolean mayEdit(Role own, Role theirs, Role wanted) {
        return switch (own) {
            case OWNER -> true;
            case ADMIN -> !theirs.atLeast(Role.ADMIN) && !wanted.atLeast(Role.ADMIN);
            case MODERATOR, MEMBER -> false;
        };
    }

    /** Whether a member with this role may change it to the wanted one: to any that is not above it. */
    public static boolean mayEditOwn(Role own, Role wanted) {
        return own.atLeast(Role.MODERATOR) && own.atLeast(wanted);
    }

    /** Whether a member with this role may remove one with that role. */
    public static boolean mayRemove(Role own, Role theirs) {
        return switch (own) {
            case OWNER -> true;
            case ADMIN -> !theirs.atLeast(Role.ADMIN);
            case MODERATOR -> theirs == Role.MEMBER;
            case MEMBER -> false;
        };
    }
}
