package vouchsafe.portal.groups;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.annotations.GroupMember;
import vouchsafe.annotations.Role;

/**
 * A member of a group on a page.
 *
 * @param username the username, for forms
 * @param name the name for readers
 * @param path path of their annotations; empty for accounts of third parties
 */
public record GroupPerson(UUID id, String username, String name, String path, Role role, Instant since) {

    static List<GroupPerson> of(List<GroupMember> all, Members members) {
        Map<UUID, Member> known =
                members.find(all.stream().map(GroupMember::memberId).collect(Collectors.toSet()));
        return all.stream()
                .flatMap(each ->
                        Optional.ofNullable(known.get(each.memberId())).map(member -> of(each, member)).stream())
                .toList();
    }

    private static GroupPerson of(GroupMember membership, Member member) {
        return new GroupPerson(
                member.id(),
                member.username(),
                AnnotationLines.name(member),
                member.authority() == null ? "/users/" + member.username() : "",
                membership.role(),
                membership.createdAt());
    }
}
