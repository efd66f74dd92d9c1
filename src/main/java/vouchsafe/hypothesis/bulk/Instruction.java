package vouchsafe.hypothesis.bulk;

import java.util.List;
import java.util.Optional;
import vouchsafe.accounts.VouchedAccounts;

/** One line of a bulk call, whose form was checked. */
sealed interface Instruction {

    /**
     * The first one: how many there are, and in whose name.
     *
     * @param effectiveUser a user id
     * @param total how many instructions there are, this one included
     * @param listed whether the answer names what was done
     * @param mergesUsers whether the query of a user stands for attributes that are left out
     * @param mergesGroups the same of a group
     */
    record Configure(String effectiveUser, int total, boolean listed, boolean mergesUsers, boolean mergesGroups)
            implements Instruction {}

    /** An instruction about one thing. */
    sealed interface About extends Instruction {}

    /**
     * A value that is found by the query, and may be repeated among the attributes.
     *
     * @param sought empty where the query lacks it
     * @param given empty where the attributes lack it
     */
    record Key(String name, Optional<String> sought, Optional<String> given) {}

    /** @param anchor the name by which later instructions know it; empty for none */
    record User(
            Key authority, Key username, String displayName, List<VouchedAccounts.Identity> identities, String anchor)
            implements About {}

    /** @param anchor the name by which later instructions know it; empty for none */
    record Group(Key authority, Key providedId, String name, String anchor) implements About {}

    /** A person in a group, each by the name that an earlier instruction gave; an id of something else is empty. */
    record Membership(Optional<String> user, Optional<String> group) implements About {}
}
