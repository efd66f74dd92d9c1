package vouchsafe.hypothesis.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.UserId;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.GroupMember;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.MemberRights;
import vouchsafe.annotations.Role;
import vouchsafe.annotations.RoleChange;
import vouchsafe.hypothesis.ApiCaller;
import vouchsafe.hypothesis.ApiCallers;
import vouchsafe.hypothesis.Refusals;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;

/**
 * The members of a group. A third party's server may do everything to the groups of its accounts; members otherwise join by
 * themselves, a private group by knowing its id.
 */
final class MemberResource {
    private static final String CONFLICT =
            "The user is already a member of the group, with conflicting membership attributes";

    private static final int USUAL_SIZE = 20;
    private static final int MOST = 100;
    private static final int MOST_PAGES = 1_000_000;
    private static final int MOST_AT_ONCE = 1_000;

    private final Groups groups;
    private final GroupFinder finder;
    private final Members members;
    private final ApiCallers callers;
    private final Authority authority;

    MemberResource(Groups groups, GroupFinder finder, Members members, ApiCallers callers, Authority authority) {
        this.groups = groups;
        this.finder = finder;
        this.members = members;
        this.callers = callers;
        this.authority = authority;
    }

    List<Route<AnnotationEndpoint>> routes() {
        String one = "groups/{pubid}/members/{userid}";
        return List.of(
                AnnotationEndpoint.alsoForClients(
                        "group.members.read",
                        "GET",
                        "groups/{pubid}/members",
                        "Fetch all members of a group",
                        this::list),
                AnnotationEndpoint.at("group.member.read", "GET", one, "Fetch a group membership", this::read),
                AnnotationEndpoint.alsoForClients(
                        "group.member.add", "POST", one, "Add a member to a group", this::add),
                AnnotationEndpoint.alsoForClients(
                        "group.member.edit", "PATCH", one, "Change a user's role in a group", this::edit),
                AnnotationEndpoint.alsoForClients(
                        "group.member.delete", "DELETE", one, "Remove a user from a group", this::remove));
    }

    /** The number of members on a page. */
    static int size(Map<String, List<String>> query) throws ApiRefusal {
        return Part.read(query).size();
    }

    /**
     * The part of a list that was asked for.
     *
     * @param number of the page, from 1
     * @param size how many are on a page
     */
    private record Part(int number, int size) {
        static Part read(Map<String, List<String>> query) throws ApiRefusal {
            List<String> problems = new ArrayList<>();
            Part part = new Part(
                    number(query, "page[number]", 1, MOST_PAGES, problems),
                    number(query, "page[size]", USUAL_SIZE, MOST, problems));
            if (!problems.isEmpty()) {
                throw Refusals.invalid(String.join("\n", problems));
            }
            return part;
        }

        private static int number(
                Map<String, List<String>> query, String name, int otherwise, int most, List<String> problems) {
            List<String> sent = query.getOrDefault(name, List.of());
            if (sent.isEmpty()) {
                return otherwise;
            }
            String text = sent.getLast().strip();
            if (!text.matches("-?[0-9]{1,9}")) {
                problems.add(name + ": \"" + AnnotationInput.printable(text) + "\" is not a number");
                return otherwise;
            }
            int number = Integer.parseInt(text);
            if (number < 1) {
                problems.add(name + ": " + number + " is less than minimum value 1");
            } else if (number > most) {
                problems.add(name + ": " + number + " is greater than maximum value " + most);
            }
            return number;
        }

        long skipped() {
            return (number - 1L) * size;
        }
    }

    private ApiAnswer list(AnnotationCall call) throws ApiRefusal, BadRequest {
        Group group = finder.readable(call, call.variable("pubid"));
        Optional<Role> own = own(call, group);
        Map<String, List<String>> query = call.query();
        if (!query.containsKey("page[number]") && !query.containsKey("page[size]")) {
            return Answers.ok(render(groups.members(group.id(), 0, MOST_AT_ONCE), call, own));
        }
        Part part = Part.read(query);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("meta", Map.of("page", Map.of("total", groups.size(group.id()))));
        answer.put("data", render(groups.members(group.id(), part.skipped(), part.size()), call, own));
        return Answers.ok(answer);
    }

    private ApiAnswer read(AnnotationCall call) throws ApiRefusal {
        Group group = finder.readable(call, call.variable("pubid"));
        GroupMember member = groups.member(group.id(), named(call)).orElseThrow(Refusals::notFound);
        return Answers.ok(rendered(member, call, group));
    }

    private Map<String, @Nullable Object> rendered(GroupMember member, AnnotationCall call, Group group) {
        return render(List.of(member), call, own(call, group)).getFirst();
    }

    private ApiAnswer add(AnnotationCall call) throws ApiRefusal, BadRequest, IOException {
        Group group = finder.find(call.variable("pubid"))
                .filter(each -> !each.id().equals(Group.WORLD))
                .orElseThrow(Refusals::notFound);
        UUID memberId = named(call);
        if (call.caller() instanceof ApiCaller.ForClient) {
            finder.readable(call, call.variable("pubid"));
            requireSameAuthority(group, memberId);
            Role role = call.hasBody() ? role(call) : Role.MEMBER;
            GroupMember member = joined(groups.join(group, memberId, role));
            // Who names no role wants a member, of whatever role.
            if (call.hasBody() && member.role() != role) {
                throw Refusals.conflict(CONFLICT);
            }
            return Answers.ok(rendered(member, call, group));
        }
        // Members join only by themselves. The writers of a restricted group would have to be chosen by its owners.
        if (!call.writer().id().equals(memberId) || group.type() == Group.Type.RESTRICTED) {
            throw Refusals.notFound();
        }
        requireSameAuthority(group, memberId);
        return Answers.ok(rendered(joined(groups.join(group, memberId, Role.MEMBER)), call, group));
    }

    /** The new member; none where the group ended meanwhile, which is answered with 404. */
    private static GroupMember joined(Optional<GroupMember> member) throws ApiRefusal {
        return member.orElseThrow(Refusals::notFound);
    }

    private void requireSameAuthority(Group group, UUID memberId) throws ApiRefusal {
        Member member = members.find(memberId).orElseThrow(Refusals::notFound);
        if (!group.authority().equals(member.authority() == null ? "" : member.authority())) {
            throw Refusals.notFound();
        }
    }

    private static Role role(AnnotationCall call) throws ApiRefusal, BadRequest, IOException {
        Payload payload = new Payload(call.body());
        List<String> roles = payload.texts("roles", 1, 20).orElse(List.of());
        for (Role role : Role.values()) {
            if (roles.contains(role.word())) {
                payload.check();
                return role;
            }
        }
        if (!roles.isEmpty()) {
            payload.wrong(
                    "roles.0",
                    "'" + AnnotationInput.printable(roles.getFirst())
                            + "' is not one of ['member', 'moderator', 'admin', 'owner']");
        }
        payload.wrong("roles", "this must be a list of one of member, moderator, admin, owner");
        payload.check();
        throw new IllegalStateException("an error was told");
    }

    private ApiAnswer edit(AnnotationCall call) throws ApiRefusal, BadRequest, IOException {
        Group group = finder.readable(call, call.variable("pubid"));
        Optional<Role> own = call.caller() instanceof ApiCaller.ForClient
                ? Optional.empty()
                : Optional.of(
                        finder.requireRole(group, call.writer(), Role.MODERATOR).role());
        GroupMember member = groups.member(group.id(), named(call)).orElseThrow(Refusals::notFound);
        Role wanted = role(call);
        if (own.isPresent()) {
            boolean may = member.memberId().equals(call.writer().id())
                    ? MemberRights.mayEditOwn(own.get(), wanted)
                    : MemberRights.mayEdit(own.get(), member.role(), wanted);
            if (!may) {
                throw Refusals.notFound();
            }
        }
        return switch (groups.changeRole(group, actor(call), member.memberId(), wanted)) {
            case RoleChange.Done(GroupMember changed) -> Answers.ok(rendered(changed, call, group));
            case RoleChange.NoMember() -> throw Refusals.notFound();
            case RoleChange.LastOwner() ->
                throw Refusals.conflict("A group needs an owner: make somebody else one first.");
        };
    }

    private ApiAnswer remove(AnnotationCall call) throws ApiRefusal {
        Group group = finder.readable(call, call.variable("pubid"));
        GroupMember member = groups.member(group.id(), named(call)).orElseThrow(Refusals::notFound);
        if (!(call.caller() instanceof ApiCaller.ForClient)) {
            requireRemovable(group, call.writer(), member);
        }
        groups.leave(group, actor(call), member.memberId());
        return Answers.noContent();
    }

    private void requireRemovable(Group group, Member actor, GroupMember member) throws ApiRefusal {
        if (!member.memberId().equals(actor.id())
                && !MemberRights.mayRemove(
                        finder.requireRole(group, actor, Role.MODERATOR).role(), member.role())) {
            throw Refusals.notFound();
        }
    }

    /** The acting member; null where a third party's server acts for itself, which may do everything to its groups. */
    private static @Nullable UUID actor(AnnotationCall call) {
        return call.caller().writer().map(Member::id).orElse(null);
    }

    /** The member in the path: {@code me}, a user id, or a name. */
    private UUID named(AnnotationCall call) throws ApiRefusal {
        String name = call.variable("userid");
        if (name.equals("me")) {
            return call.caller()
                    .writer()
                    .or(call.caller()::reader)
                    .map(Member::id)
                    .orElseThrow(Refusals::notFound);
        }
        return callers.member(name, call.caller()).map(Member::id).orElseThrow(Refusals::notFound);
    }

    private Optional<Role> own(AnnotationCall call, Group group) {
        return call.caller()
                .writer()
                .flatMap(member -> groups.member(group.id(), member.id()))
                .map(GroupMember::role);
    }

    private List<Map<String, @Nullable Object>> render(List<GroupMember> all, AnnotationCall call, Optional<Role> own) {
        Map<UUID, Member> known =
                members.find(all.stream().map(GroupMember::memberId).collect(Collectors.toSet()));
        Optional<UUID> self = call.caller().writer().map(Member::id);
        List<Map<String, @Nullable Object>> rendered = new ArrayList<>();
        for (GroupMember each : all) {
            Member member = known.get(each.memberId());
            if (member == null) {
                continue;
            }
            Map<String, @Nullable Object> wire = new LinkedHashMap<>();
            wire.put("authority", authority.named(member.authority()));
            wire.put("userid", UserId.of(member, authority).toString());
            wire.put("username", member.username());
            wire.put("display_name", member.name());
            wire.put("roles", List.of(each.role().word()));
            wire.put(
                    "actions",
                    MemberActions.of(
                            own,
                            each.role(),
                            self.filter(each.memberId()::equals).isPresent()));
            wire.put("created", WireTimes.of(each.createdAt()));
            wire.put("updated", WireTimes.of(each.updatedAt()));
            rendered.add(wire);
        }
        return rendered;
    }
}
