package vouchsafe.hypothesis.bulk;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.UserId;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.SharedWork;
import vouchsafe.hypothesis.ApiCaller;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;

/** What a site's server may know of what was shared in the groups of its authority. */
public final class BulkReads {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

    private final SharedWork work;
    private final Groups groups;
    private final Members members;
    private final JsonMapper json;

    BulkReads(SharedWork work, Groups groups, Members members, JsonMapper json) {
        this.work = work;
        this.groups = groups;
        this.members = members;
        this.json = json;
    }

    /** Who shared something, and where, in the groups that one member can read. */
    public ApiAnswer annotations(ApiCaller.ForClient client, JsonNode body) throws ApiRefusal {
        Filter filter = new Filter(body, Set.of("limit", "username", "created"));
        int limit = filter.limit();
        String username = filter.username();
        Filter.Span created = filter.span("created");
        filter.check();
        List<Group> theirs = members.byUsername(username, client.client().authority())
                .filter(Member::active)
                .map(member -> groups.ofMember(member.id()))
                .orElse(List.of());
        return JsonLines.lines(json, new Contributions(theirs.iterator(), created, limit));
    }

    /** Goes through group after group, page by page. */
    private final class Contributions implements Supplier<List<Map<String, Object>>> {
        private final Iterator<Group> left;
        private final Filter.Span created;
        private int missing;
        private @Nullable Group group;
        private SharedWork.@Nullable Contribution last;

        Contributions(Iterator<Group> left, Filter.Span created, int limit) {
            this.left = left;
            this.created = created;
            this.missing = limit;
        }

        @Override
        public List<Map<String, Object>> get() {
            List<Map<String, Object>> page = List.of();
            while (page.isEmpty() && missing > 0 && (group != null || left.hasNext())) {
                Group now = group == null ? left.next() : group;
                List<SharedWork.Contribution> found =
                        work.contributions(now.id(), created.after(), created.until(), last);
                boolean more = found.size() == SharedWork.PAGE;
                last = more ? found.getLast() : null;
                group = more ? now : null;
                page = rendered(now, found);
            }
            return page;
        }

        private List<Map<String, Object>> rendered(Group now, List<SharedWork.Contribution> found) {
            Map<UUID, String> names = members.usernames(
                    found.stream().map(SharedWork.Contribution::memberId).toList());
            List<Map<String, Object>> page = new ArrayList<>();
            for (SharedWork.Contribution each : found) {
                String name = names.get(each.memberId());
                if (name != null && missing > 0) {
                    missing--;
                    page.add(rendered(now, name, each.metadata()));
                }
            }
            return page;
        }

        private Map<String, Object> rendered(Group now, String author, @Nullable String metadata) {
            Map<String, @Nullable Object> where = new LinkedHashMap<>();
            where.put("authority_provided_id", now.providedId());
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("author", Map.of("username", author));
            line.put("group", where);
            line.put("metadata", json.readTree(metadata == null ? "{}" : metadata));
            return line;
        }
    }

    /** Which of the groups anything was written in. */
    public ApiAnswer groups(ApiCaller.ForClient client, JsonNode body) throws ApiRefusal {
        Filter filter = new Filter(body, Set.of("groups", "annotations_created"));
        List<String> asked = filter.texts("groups");
        Filter.Span created = filter.span("annotations_created");
        filter.check();
        List<Map<String, String>> active =
                work.active(authority(client), asked, created.after(), created.until()).stream()
                        .map(id -> Map.of("authority_provided_id", id))
                        .toList();
        Iterator<List<Map<String, String>>> pages = List.of(active).iterator();
        return JsonLines.lines(json, () -> pages.hasNext() ? pages.next() : List.of());
    }

    /** How much was shared in the groups, by user or by assignment. */
    public ApiAnswer counts(ApiCaller.ForClient client, JsonNode body) throws ApiRefusal {
        Filter filter = new Filter(body, Set.of("groups", "h_userids", "assignment_ids"));
        List<String> asked = filter.texts("groups");
        Optional<List<String>> users = filter.optionalTexts("h_userids");
        Optional<List<String>> assignments = filter.textsOrNull("assignment_ids");
        boolean byAssignment = filter.byAssignment();
        filter.check();
        SharedWork.Question question =
                new SharedWork.Question(asked, users.map(ids -> members(client, ids)), assignments);
        String authority = authority(client);
        Supplier<List<Map<String, @Nullable Object>>> pages = byAssignment
                ? new Pages<SharedWork.OfAssignment>(
                        last -> work.byAssignment(authority, question, last), BulkReads::ofAssignments)
                : new Pages<SharedWork.OfMember>(
                        last -> work.byMember(authority, question, last), page -> ofMembers(client, page));
        return JsonLines.array(json, pages);
    }

    private List<UUID> members(ApiCaller.ForClient client, List<String> userIds) {
        List<String> usernames = userIds.stream()
                .flatMap(id -> UserId.parse(id).stream())
                .filter(id -> id.authority().equals(client.authority()))
                .map(UserId::username)
                .toList();
        return members.idsByUsername(usernames, client.client().authority());
    }

    private static String authority(ApiCaller.ForClient client) {
        String stored = client.client().authority();
        return stored == null ? "" : stored;
    }

    /** Goes on from the last row of the page before. */
    private static final class Pages<T> implements Supplier<List<Map<String, @Nullable Object>>> {
        private final Function<@Nullable T, List<T>> after;
        private final Function<List<T>, List<Map<String, @Nullable Object>>> wording;
        private @Nullable T last;

        Pages(Function<@Nullable T, List<T>> after, Function<List<T>, List<Map<String, @Nullable Object>>> wording) {
            this.after = after;
            this.wording = wording;
        }

        @Override
        public List<Map<String, @Nullable Object>> get() {
            List<T> page = after.apply(last);
            last = page.isEmpty() ? null : page.getLast();
            return wording.apply(page);
        }
    }

    private List<Map<String, @Nullable Object>> ofMembers(ApiCaller.ForClient client, List<SharedWork.OfMember> page) {
        Map<UUID, Member> known =
                members.find(page.stream().map(SharedWork.OfMember::memberId).toList());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (SharedWork.OfMember each : page) {
            Member member = known.get(each.memberId());
            if (member != null) {
                rows.add(row(
                        null,
                        new UserId(member.username(), client.authority()).toString(),
                        member.name().isEmpty() ? null : member.name(),
                        each.annotations(),
                        each.replies(),
                        each.pageNotes(),
                        each.lastActivity()));
            }
        }
        return rows;
    }

    private static List<Map<String, @Nullable Object>> ofAssignments(List<SharedWork.OfAssignment> page) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (SharedWork.OfAssignment each : page) {
            rows.add(row(
                    each.assignment(),
                    null,
                    null,
                    each.annotations(),
                    each.replies(),
                    each.pageNotes(),
                    each.lastActivity()));
        }
        return rows;
    }

    private static Map<String, @Nullable Object> row(
            @Nullable String assignment,
            @Nullable String userId,
            @Nullable String displayName,
            long annotations,
            long replies,
            long pageNotes,
            Instant lastActivity) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("assignment_id", assignment);
        row.put("userid", userId);
        row.put("display_name", displayName);
        row.put("annotations", annotations);
        row.put("replies", replies);
        row.put("page_notes", pageNotes);
        row.put("last_activity", isoformat(lastActivity));
        return row;
    }

    /** A time of UTC that does not say so, and has a fraction where there is one: so programs know it. */
    private static String isoformat(Instant moment) {
        LocalDateTime time = LocalDateTime.ofInstant(moment.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
        return (time.getNano() == 0 ? SECONDS : MICROSECONDS).format(time);
    }
}
