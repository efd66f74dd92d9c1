package vouchsafe.hypothesis.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vouchsafe.annotations.MemberRights;
import vouchsafe.annotations.Role;

/** Writes the acts that one member of a group may do to another, in the words that clients read. */
final class MemberActions {
    private MemberActions() {}

    static List<String> of(Optional<Role> own, Role theirs, boolean self) {
        List<String> actions = new ArrayList<>();
        if (own.isEmpty()) {
            return actions;
        }
        if (self || MemberRights.mayRemove(own.get(), theirs)) {
            actions.add("delete");
        }
        for (Role wanted : Role.values()) {
            boolean may =
                    self ? MemberRights.mayEditOwn(own.get(), wanted) : MemberRights.mayEdit(own.get(), theirs, wanted);
            if (may) {
                actions.add("updates.roles." + wanted.name().toLowerCase(Locale.ROOT));
            }
        }
        return actions;
    }
}
