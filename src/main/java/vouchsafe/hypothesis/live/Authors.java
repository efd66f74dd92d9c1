package vouchsafe.hypothesis.live;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.UserId;

/** Finds the members whom filters name, once for each filter, so that news need not know how an author may be written. */
final class Authors {
    private final Members members;
    private final Authority authority;

    Authors(Members members, Authority authority) {
        this.members = members;
        this.authority = authority;
    }

    /** The filter with members' row ids in place of their names; names that nobody has are left out. */
    Filter found(Filter filter) {
        if (filter.interests().stream().noneMatch(interest -> interest.field() == Interest.Field.USER)) {
            return filter;
        }
        Map<String, UserId> named = new HashMap<>();
        for (Interest interest : filter.interests()) {
            if (interest.field() == Interest.Field.USER) {
                UserId.read(interest.value(), authority.value()).ifPresent(id -> named.put(interest.value(), id));
            }
        }
        Map<UserId, UUID> found = members.named(Set.copyOf(named.values()), authority);
        Set<Interest> interests = new LinkedHashSet<>();
        for (Interest interest : filter.interests()) {
            if (interest.field() != Interest.Field.USER) {
                interests.add(interest);
            } else if (named.containsKey(interest.value()) && found.containsKey(named.get(interest.value()))) {
                interests.add(by(found.get(named.get(interest.value()))));
            }
        }
        return new Filter(List.copyOf(interests));
    }

    /** The interest in what this member writes. */
    static Interest by(UUID memberId) {
        return new Interest(Interest.Field.USER, memberId.toString());
    }
}
