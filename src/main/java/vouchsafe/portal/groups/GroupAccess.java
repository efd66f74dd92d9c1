package vouchsafe.portal.groups;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.GroupMember;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.Readers;
import vouchsafe.annotations.Role;
import vouchsafe.annotations.Viewer;
import vouchsafe.web.pages.NoSuchPage;

/** Finds groups for the visitors of their pages. An act that a visitor may not do has no page for them. */
final class GroupAccess {
    private final Groups groups;
    private final Readers readers;

    GroupAccess(Groups groups, Readers readers) {
        this.groups = groups;
        this.readers = readers;
    }

    /** The group, if it has a page here: a group of a third party's accounts has one only where everyone may read it. */
    Group find(String id) {
        return Optional.of(id)
                .filter(each -> each.matches("[0-9A-Za-z_]{1,20}"))
                .flatMap(groups::find)
                .filter(group -> group.ours() || group.readByAll())
                .orElseThrow(NoSuchPage::new);
    }

    GroupView view(Group group, @Nullable SignedInMember member) {
        Optional<UUID> id = Optional.ofNullable(member).map(SignedInMember::id);
        Optional<Role> role =
                id.flatMap(each -> groups.member(group.id(), each)).map(GroupMember::role);
        boolean moderates = role.filter(each -> each.atLeast(Role.MODERATOR)).isPresent()
                || group.id().equals(Group.WORLD) && member != null && member.administrator();
        return new GroupView(group, role.orElse(null), member != null, moderates);
    }

    Viewer viewer(@Nullable SignedInMember member) {
        return readers.viewer(Optional.ofNullable(member).map(SignedInMember::id));
    }

    /** The group for a member who may do this in it. */
    GroupView require(String id, SignedInMember member, Predicate<GroupView> allowed) {
        return Optional.of(view(find(id), member)).filter(allowed).orElseThrow(NoSuchPage::new);
    }
}
