package vouchsafe.hypothesis.api;

import java.util.Optional;
import vouchsafe.accounts.Member;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.GroupMember;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.Role;
import vouchsafe.hypothesis.ApiCaller;
import vouchsafe.hypothesis.Refusals;
import vouchsafe.web.api.ApiRefusal;

/** Finds groups by their ids in the API, for callers who may know of them. */
final class GroupFinder {
    private static final String PREFIX = "group:";

    private final Groups groups;
    private final GroupJson wording;

    GroupFinder(Groups groups, GroupJson wording) {
        this.groups = groups;
        this.wording = wording;
    }

    /** Finds a group by this server's id, or by a third party's: {@code group:name@authority}. */
    Optional<Group> find(String id) {
        int at = id.lastIndexOf('@');
        return id.startsWith(PREFIX) && at > PREFIX.length()
                ? groups.byProvidedId(wording.stored(id.substring(at + 1)), id.substring(PREFIX.length(), at))
                : groups.find(id);
    }

    /** A group that this caller may read; a third party's server reads those of its authority. */
    Group readable(AnnotationCall call, String id) throws ApiRefusal {
        Group group = find(id).orElseThrow(Refusals::notFound);
        boolean readable = call.caller() instanceof ApiCaller.ForClient client
                ? client.authority().equals(wording.authority(group))
                : call.viewer().reads(group);
        if (!readable) {
            throw Refusals.notFound();
        }
        return group;
    }

    /** The membership of a member with at least this role; without it, the refusal is that of an unknown group. */
    GroupMember requireRole(Group group, Member member, Role least) throws ApiRefusal {
        return groups.member(group.id(), member.id())
                .filter(known -> known.role().atLeast(least))
                .orElseThrow(Refusals::notFound);
    }
}
