package vouchsafe.hypothesis.api;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Member;
import vouchsafe.annotations.Annotations;
import vouchsafe.annotations.Found;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.GroupDraft;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.Moderation;
import vouchsafe.annotations.ReadWay;
import vouchsafe.annotations.Role;
import vouchsafe.annotations.Search;
import vouchsafe.annotations.Viewer;
import vouchsafe.hypothesis.ApiCaller;
import vouchsafe.hypothesis.Refusals;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;

/** Lists, makes and changes groups, and shows moderators their queue. */
final class GroupResource {
    private final Groups groups;
    private final GroupFinder finder;
    private final Annotations annotations;
    private final Authority authority;
    private final GroupJson groupWording;
    private final AnnotationJson wording;

    GroupResource(
            Groups groups,
            GroupFinder finder,
            Annotations annotations,
            Authority authority,
            GroupJson groupWording,
            AnnotationJson wording) {
        this.groups = groups;
        this.finder = finder;
        this.annotations = annotations;
        this.authority = authority;
        this.groupWording = groupWording;
        this.wording = wording;
    }

    List<Route<AnnotationEndpoint>> routes() {
        return List.of(
                AnnotationEndpoint.at("groups.read", "GET", "groups", "Fetch groups for a page", this::list),
                AnnotationEndpoint.alsoForClients("group.create", "POST", "groups", "Create a new group", this::create),
                AnnotationEndpoint.alsoForClients("group.read", "GET", "groups/{id}", "Fetch a group", this::read),
                AnnotationEndpoint.alsoForClients(
                        "group.update", "PATCH", "groups/{id}", "Update a group", this::update),
                AnnotationEndpoint.at(
                        "group.annotations.read",
                        "GET",
                        "groups/{pubid}/annotations",
                        "Fetch annotations for moderation",
                        this::queue));
    }

    static Set<String> expand(AnnotationCall call) throws BadRequest {
        return Set.copyOf(call.query().getOrDefault("expand", List.of()));
    }

    /** Lists the groups for this page, then the group of everybody, then the caller's private groups. */
    private ApiAnswer list(AnnotationCall call) throws BadRequest {
        Map<String, List<String>> query = call.query();
        Optional<Member> reader = call.caller().reader();
        String asked = query.getOrDefault("authority", List.of("")).getLast();
        String stored = reader.map(member -> member.authority() == null ? "" : member.authority())
                .orElseGet(() -> asked.isEmpty() ? "" : groupWording.stored(asked));
        String page = query.getOrDefault("document_uri", List.of("")).getLast();
        Set<Group> all = new LinkedHashSet<>(groups.scopedTo(stored, page));
        if (stored.isEmpty()) {
            groups.find(Group.WORLD).ifPresent(all::add);
        }
        reader.ifPresent(member -> groups.ofMember(member.id()).stream()
                .filter(group -> group.type() == Group.Type.PRIVATE)
                .forEach(all::add));
        return Answers.ok(groupWording.render(new ArrayList<>(all), expand(call)));
    }

    private ApiAnswer create(AnnotationCall call) throws ApiRefusal, BadRequest, IOException {
        Member creator = call.writer();
        GroupDraft draft = input(call, creator).created();
        Group created = groups.create(creator.id(), draft).orElseThrow(() -> taken(draft));
        return Answers.ok(groupWording.render(created, expand(call)));
    }

    private GroupInput input(AnnotationCall call, Member member) throws ApiRefusal, BadRequest, IOException {
        boolean thirdParty = call.caller() instanceof ApiCaller.ForClient || member.authority() != null;
        String named = authority.named(member.authority());
        return new GroupInput(
                call.body(), named, groupWording.stored(named), thirdParty, thirdParty || member.administrator());
    }

    private ApiAnswer read(AnnotationCall call) throws ApiRefusal, BadRequest {
        Group group = finder.readable(call, call.variable("id"));
        return Answers.ok(groupWording.render(group, expand(call)));
    }

    private ApiAnswer update(AnnotationCall call) throws ApiRefusal, BadRequest, IOException {
        Group group = finder.readable(call, call.variable("id"));
        if (group.id().equals(Group.WORLD)) {
            throw Refusals.notFound();
        }
        GroupInput input;
        Optional<Member> actor = call.caller().writer();
        if (call.caller() instanceof ApiCaller.ForClient client) {
            input = new GroupInput(
                    call.body(), client.authority(), groupWording.stored(client.authority()), true, true);
        } else {
            Role role = finder.requireRole(group, call.writer(), Role.MODERATOR).role();
            input = input(call, call.writer());
            if (!role.atLeast(Role.ADMIN)) {
                input.keepsType(group);
            }
        }
        GroupDraft draft = input.updated(group);
        Group updated = groups.update(actor.map(Member::id).orElse(null), group, draft)
                .orElseThrow(() -> groups.find(group.id()).isPresent() ? taken(draft) : Refusals.notFound());
        return Answers.ok(groupWording.render(updated, expand(call)));
    }

    private ApiRefusal taken(GroupDraft draft) {
        String named = draft.authority().isEmpty() ? authority.value() : draft.authority();
        return Refusals.conflict("group with groupid 'group:" + draft.providedId() + "@" + named + "' already exists");
    }

    /** The annotations shared in a group, oldest first, for its moderators. */
    private ApiAnswer queue(AnnotationCall call) throws ApiRefusal, BadRequest {
        Viewer viewer = call.viewer();
        Group group = finder.readable(call, call.variable("pubid"));
        if (!viewer.moderates(group.id())) {
            throw Refusals.notFound();
        }
        Map<String, List<String>> query = call.query();
        Search search = new Search()
                .group(group.id())
                .shared(standing(query))
                .sorted(Search.Sort.CREATED, true)
                .page(0, MemberResource.size(query));
        List<String> after = query.getOrDefault("page[after]", List.of());
        if (!after.isEmpty()) {
            Instant time = WireTimes.parse(after.getLast())
                    .orElseThrow(() -> Refusals.invalid("page[after]: this must be a date and time"));
            search.after(new Search.After.Time(time));
        }
        Found found = annotations.search(search, viewer);
        call.handsOut(ReadWay.SEARCH, found.rows());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("meta", Map.of("page", Map.of("total", found.total())));
        answer.put("data", wording.render(found.rows(), viewer));
        return Answers.ok(answer);
    }

    private static @org.jspecify.annotations.Nullable Moderation standing(Map<String, List<String>> query)
            throws ApiRefusal {
        List<String> sent = query.getOrDefault("moderation_status", List.of());
        if (sent.isEmpty()) {
            return null;
        }
        for (Moderation each : Moderation.values()) {
            if (each.name().equals(sent.getLast())) {
                return each;
            }
        }
        throw Refusals.invalid("moderation_status: this must be one of APPROVED, PENDING, DENIED, SPAM");
    }
}
