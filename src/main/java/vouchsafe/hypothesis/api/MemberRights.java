package vouchsafe.hypothesis.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vouchsafe.annotations.Role;

/** What one member of a group may do to another: owners everything, admins up to moderators, moderators remove members. */
final class MemberRights {
    private MemberRights() {}

    static boolean mayEdit(Role own, Role theirs, Role wanted) {
        return switch (own) {
            case OWNER -> true;
            case ADMIN -> !theirs.atLeast(Role.ADMIN) && !wanted.atLeast(Role.ADMIN);
            case MODERATOR, MEMBER -> false;
        };
    }

    static boolean mayRemove(Role own, Role theirs) {
        return switch (own) {
            case OWNER -> true;
            case ADMIN -> !theirs.atLeast(Role.ADMIN);
            case MODERATOR -> theirs == Role.MEMBER;
            case MEMBER -> false;
        };
    }

    /** The same as clients read it. */
    static List<String> actions(Optional<Role> own, Role theirs, boolean self) {
        List<String> actions = new ArrayList<>();
        if (own.isEmpty()) {
            return actions;
        }
        if (self || mayRemove(own.get(), theirs)) {
            actions.add("delete");
        }
        for (Role wanted : Role.values()) {
            if (mayEdit(own.get(), theirs, wanted)) {
                actions.add("updates.roles." + wanted.name().toLowerCase(Locale.ROOT));
            }
        }
        return actions;
    }
}
