package vouchsafe.hypothesis.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static vouchsafe.hypothesis.bulk.BulkSite.membership;
import static vouchsafe.hypothesis.bulk.BulkSite.random;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.hypothesis.AnnotationApp;
import vouchsafe.oauth.DeveloperTokens;

/** What a learning platform asks about the groups it made: who wrote where, which were busy, and how much. */
class BulkReadsTest {
    private static final String ANNOTATIONS = "/api/bulk/annotation";
    private static final String GROUPS = "/api/bulk/group";
    private static final String COUNTS = "/api/bulk/lms/annotations";

    private final BulkSite site = BulkSite.create().withEffectiveUser("lms");
    private final String reader = ("r" + random() + "0".repeat(30)).substring(0, 30);
    private final String writer = ("w" + random() + "0".repeat(30)).substring(0, 30);
    private final Instant before = InstantSource.system().instant().minusSeconds(60);
    private final Instant after = InstantSource.system().instant().plusSeconds(600);

    BulkReadsTest() {
        Answer made = site.act(
                null,
                site.user(reader, "Reader", reader, "reader"),
                site.user(writer, "", writer, "writer"),
                site.group("shared", "Shared", "shared"),
                site.group("other", "Other", "other"),
                membership("reader", "shared"),
                membership("writer", "shared"),
                membership("writer", "other"));
        assertThat(made.status()).as(made.body()).isEqualTo(204);
    }

    private String annotate(String username, String group, Map<String, ?> fields) {
        Member member = site.member(username);
        String groupId = site.group(group).id();
        Map<String, Object> body = new LinkedHashMap<>(Map.of(
                "uri",
                "https://example.org/" + random(),
                "text",
                "words",
                "group",
                groupId,
                "target",
                List.of(Map.of("selector", List.of(Map.of("type", "TextQuoteSelector", "exact", "x")))),
                "permissions",
                Map.of("read", List.of("group:" + groupId))));
        body.putAll(fields);
        Answer made = call(member, "POST", "/api/annotations", body);
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        assertThat(made.json().has("metadata")).isFalse();
        return made.text("id");
    }

    private static Answer call(Member member, String method, String path, Object body) {
        String token = TestServer.shared()
                .bean(DeveloperTokens.class)
                .make(member.credentials())
                .reveal();
        return TestApp.send(
                HttpRequest.newBuilder(URI.create(TestServer.shared().url(path)))
                        .method(method, HttpRequest.BodyPublishers.ofString(BulkSite.JSON.writeValueAsString(body)))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .build());
    }

    private static Map<String, Object> assignment(String id) {
        return Map.of("metadata", Map.of("lms", Map.of("assignment", Map.of("resource_link_id", id))));
    }

    private Map<String, Object> written(String username, Object limit, Instant from, Instant to) {
        return Map.of(
                "filter",
                Map.of(
                        "limit",
                        limit,
                        "username",
                        username,
                        "created",
                        Map.of("gt", from.toString(), "lte", to.toString())));
    }

    private List<JsonNode> read(int limit) {
        Answer answer = site.read(ANNOTATIONS, written(reader, limit, before, after));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/x-ndjson"));
        assertThat(answer.header("Hypothesis-Media-Type")).contains("application/vnd.hypothesis.v1+x-ndjson");
        return BulkSite.values(answer);
    }

    @Test
    void whoever_may_not_ask_finds_nothing() {
        for (String path : List.of(ANNOTATIONS, GROUPS, COUNTS)) {
            assertThat(TestApp.post(path, "{}", Map.of()).status()).isEqualTo(404);
            BulkSite partner = BulkSite.of(AnnotationApp.serving("p" + random() + ".example"));
            assertThat(partner.read(path, Map.of()).status()).isEqualTo(404);
            assertThat(site.read(path, Map.of()).status()).isEqualTo(400);
            assertThat(site.read(path, List.of()).status()).isEqualTo(400);
            assertThat(site.post(path, "nonsense", "application/json").status()).isEqualTo(400);
            assertThat(site.post(path, "{}", "application/json", "Accept", "text/html")
                            .status())
                    .isEqualTo(406);
        }
    }

    /** The original keeps for learning platforms what only its own sees. */
    @Test
    void checkpoints_are_nobodys() {
        for (String path : List.of("/api/bulk/checkpoint", "/api/bulk/checkpoint/reveal")) {
            assertThat(site.post(path, "{}", "application/json").status()).isEqualTo(404);
        }
    }

    @Test
    void what_others_see_in_the_groups_of_a_member_is_listed_with_the_metadata_of_their_program() {
        annotate(writer, "shared", Map.of("metadata", Map.of("some", "value")));
        String plain = annotate(writer, "shared", Map.of());
        annotate(writer, "other", Map.of());
        annotate(writer, "shared", Map.of("permissions", Map.of("read", List.of(site.userId(writer)))));
        assertThat(read(20)).hasSize(2);
        JsonNode first = read(1).getFirst();
        assertThat(read(1)).hasSize(1);
        assertThat(read(0)).isEmpty();
        assertThat(first.toString())
                .isEqualTo("{\"author\":{\"username\":\"" + writer
                        + "\"},\"group\":{\"authority_provided_id\":\"shared\"},\"metadata\":{\"some\":\"value\"}}");
        assertThat(read(20).getLast().path("metadata").isEmpty()).isTrue();
        // A change that says nothing of it leaves it; what is deleted is gone.
        assertThat(call(site.member(writer), "PATCH", "/api/annotations/" + plain, assignment("7"))
                        .status())
                .isEqualTo(200);
        assertThat(call(site.member(writer), "PATCH", "/api/annotations/" + plain, Map.of("text", "new"))
                        .status())
                .isEqualTo(200);
        assertThat(read(20).getLast().path("metadata").path("lms").isObject()).isTrue();
        call(site.member(writer), "DELETE", "/api/annotations/" + plain, Map.of());
        assertThat(read(20)).hasSize(1);
        assertThat(BulkSite.values(site.read(ANNOTATIONS, written("x".repeat(30), 20, before, after))))
                .isEmpty();
        assertThat(BulkSite.values(site.read(ANNOTATIONS, written(reader, 20, after, after))))
                .isEmpty();
    }

    @Test
    void many_are_read_page_by_page() {
        // Several at a moment, as many as make three pages.
        TestServer.shared()
                .bean(JdbcClient.class)
                .sql("""
                    INSERT INTO annotations (id, member_id, group_id, shared, uri, uri_normalized, body, tags, thread,
                        quote, extra, metadata, moderation_status, created_at, updated_at)
                    SELECT gen_random_uuid(), :author, :group, true, 'https://example.org/', 'https://example.org/', '',
                        '{}', '{}', '', '{}', jsonb_build_object('number', n), 'APPROVED',
                        now() - interval '1 second' + make_interval(secs => n / 7 * 0.0001), now()
                    FROM generate_series(0, 2099) n
                    """)
                .param("author", site.member(writer).id())
                .param("group", site.group("shared").id())
                .update();
        List<Integer> numbers = read(1_000_000).stream()
                .map(each -> each.path("metadata").path("number").asInt())
                .toList();
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < 2_100; i++) {
            all.add(i);
        }
        assertThat(numbers).containsExactlyInAnyOrderElementsOf(all);
        assertThat(read(1_500)).hasSize(1_500);
    }

    @Test
    void a_filter_that_is_wrong_is_said_to_be() {
        assertThat(site.read(ANNOTATIONS, Map.of()).text("reason")).contains("'filter' is a required property");
        assertThat(site.read(ANNOTATIONS, Map.of("filter", Map.of())).text("reason"))
                .isEqualTo("filter: 'limit' is a required property, filter: 'username' is a required property, filter:"
                        + " 'created' is a required property");
        for (Object limit : List.of(-1, 1_000_001, 1.5, "1", true, List.of())) {
            assertThat(site.read(ANNOTATIONS, written(reader, limit, before, after))
                            .status())
                    .as("" + limit)
                    .isEqualTo(400);
        }
        for (String name : List.of("", "short", "A".repeat(30), "é".repeat(30))) {
            assertThat(site.read(ANNOTATIONS, written(name, 1, before, after)).status())
                    .as(name)
                    .isEqualTo(400);
        }
        Map<String, Object> timeless = Map.of(
                "filter", Map.of("groups", List.of("shared"), "annotations_created", Map.of("gt", "x", "lte", 1)));
        assertThat(site.read(GROUPS, timeless).text("reason"))
                .isEqualTo("filter.annotations_created.gt: this is not a 'date-time', filter.annotations_created.lte:"
                        + " this is not a 'date-time'");
        assertThat(site.read(COUNTS, Map.of("filter", Map.of("groups", List.of()), "group_by", "planet"))
                        .text("reason"))
                .contains("filter.groups: ", "group_by: ");
    }

    @Test
    void groups_in_which_anything_was_written_are_told_apart() {
        BulkSite stranger = BulkSite.create().withEffectiveUser("lms");
        stranger.act(null, stranger.group("shared", "Theirs", "g"));
        annotate(writer, "shared", Map.of());
        Map<String, Object> asked = Map.of(
                "filter",
                Map.of(
                        "groups",
                        List.of("shared", "other", "nothing"),
                        "annotations_created",
                        Map.of("gt", before.toString(), "lte", after.toString())));
        assertThat(site.read(GROUPS, asked).body()).isEqualTo("{\"authority_provided_id\":\"shared\"}\n");
        assertThat(stranger.read(GROUPS, asked).body()).isEmpty();
    }

    @Test
    void the_work_is_counted_by_user_and_by_assignment() {
        String root = annotate(writer, "shared", assignment("A"));
        annotate(reader, "shared", with(assignment("A"), Map.of("references", List.of(root))));
        annotate(writer, "shared", with(assignment("B"), Map.of("target", List.of())));
        annotate(writer, "other", with(assignment("B"), Map.of("text", "")));
        annotate(writer, "shared", Map.of("metadata", Map.of("lms", "else")));
        annotate(writer, "shared", Map.of());
        assertThat(counts("user", null, null))
                .containsExactlyInAnyOrder(site.userId(reader) + " Reader 0 1 0", site.userId(writer) + " null 2 0 1");
        assertThat(counts("assignment", null, null)).containsExactly("null 1 0 0", "A 1 1 0", "B 0 0 1");
        assertThat(counts("assignment", null, List.of("B", "C"))).containsExactly("B 0 0 1");
        assertThat(counts("assignment", List.of(site.userId(reader), "nonsense"), null))
                .containsExactly("A 0 1 0");
        assertThat(counts("user", List.of("acct:nobody@" + site.authority()), null))
                .isEmpty();
        Answer raw = site.read(COUNTS, asked("user", List.of(site.userId(reader)), null));
        assertThat(raw.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/x-ndjson"));
        JsonNode row = raw.json().get(0);
        assertThat(row.propertyNames())
                .containsExactly(
                        "assignment_id",
                        "userid",
                        "display_name",
                        "annotations",
                        "replies",
                        "page_notes",
                        "last_activity");
        assertThat(row.path("last_activity").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?");
        // Another authority's groups of the same names are others.
        BulkSite stranger = BulkSite.create().withEffectiveUser("lms");
        assertThat(stranger.read(COUNTS, asked("user", null, null)).body()).isEqualTo("[]");
    }

    @Test
    void more_authors_than_a_page_holds_are_all_counted() {
        JdbcClient sql = TestServer.shared().bean(JdbcClient.class);
        sql.sql("""
            INSERT INTO members (id, username, name, email, status, created_at, authority)
            SELECT gen_random_uuid(), 'bulk' || n, '', '', 'active', now(), :authority FROM generate_series(1, 1200) n
            """).param("authority", site.authority()).update();
        sql.sql("""
            INSERT INTO annotations (id, member_id, group_id, shared, uri, uri_normalized, body, tags, thread, quote,
                extra, metadata, moderation_status, created_at, updated_at)
            SELECT gen_random_uuid(), m.id, :group, true, 'https://example.org/', 'https://example.org/', 'x', '{}',
                '{}', '', '{}', jsonb_build_object('lms', jsonb_build_object('assignment',
                    jsonb_build_object('resource_link_id', m.username))), 'APPROVED', now(), now()
            FROM members m WHERE m.authority = :authority AND m.username LIKE 'bulk%'
            """)
                .param("group", site.group("shared").id())
                .param("authority", site.authority())
                .update();
        assertThat(counts("user", null, null)).hasSize(1200).doesNotHaveDuplicates();
        assertThat(counts("assignment", null, null)).hasSize(1200).doesNotHaveDuplicates();
    }

    private static Map<String, Object> with(Map<String, Object> fields, Map<String, ?> more) {
        Map<String, Object> all = new LinkedHashMap<>(fields);
        all.putAll(more);
        return all;
    }

    private static Map<String, Object> asked(
            String groupBy, @Nullable List<String> users, @Nullable List<String> assignments) {
        Map<String, @Nullable Object> filter = new LinkedHashMap<>();
        filter.put("groups", List.of("shared", "other"));
        filter.put("assignment_ids", assignments);
        if (users != null) {
            filter.put("h_userids", users);
        }
        return Map.of("group_by", groupBy, "filter", filter);
    }

    private List<String> counts(String groupBy, @Nullable List<String> users, @Nullable List<String> assignments) {
        Answer answer = site.read(COUNTS, asked(groupBy, users, assignments));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json()
                .valueStream()
                .map(row -> (groupBy.equals("user")
                                ? row.path("userid").asString() + " " + text(row.path("display_name"))
                                : text(row.path("assignment_id")))
                        + " " + row.path("annotations").asInt() + " "
                        + row.path("replies").asInt() + " "
                        + row.path("page_notes").asInt())
                .toList();
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "null" : value.asString();
    }
}
