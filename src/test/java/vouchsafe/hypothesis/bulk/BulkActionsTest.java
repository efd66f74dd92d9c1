package vouchsafe.hypothesis.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static vouchsafe.hypothesis.bulk.BulkSite.codes;
import static vouchsafe.hypothesis.bulk.BulkSite.membership;
import static vouchsafe.hypothesis.bulk.BulkSite.random;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.AccountDeletion;
import vouchsafe.accounts.Member;
import vouchsafe.annotations.Group;
import vouchsafe.checklist.AtOnce;
import vouchsafe.clients.ServerRights;
import vouchsafe.hypothesis.AnnotationApp;
import vouchsafe.hypothesis.Refusals;

/** {@code POST /api/bulk}, as a learning platform calls it when somebody opens an assignment. */
class BulkActionsTest {
    private final BulkSite site = BulkSite.create().withEffectiveUser("lms");

    private Object[] launch(String username, int groups) {
        List<Object> all = new ArrayList<>();
        all.add(site.user(username, "user_0"));
        IntStream.range(0, groups).forEach(i -> all.add(site.group("id_" + i, "Course " + i, "group_" + i)));
        IntStream.range(0, groups).forEach(i -> all.add(membership("user_0", "group_" + i)));
        return all.toArray();
    }

    private void assertNothingHere(AnnotationApp app) {
        Answer answer = BulkSite.of(app).send("dummy");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("reason")).isEqualTo(Refusals.NOT_FOUND);
    }

    @Test
    void for_anyone_but_an_allowed_server_there_is_nothing() {
        assertThat(TestApp.post("/api/bulk", "dummy", Map.of()).status()).isEqualTo(404);
        assertThat(TestApp.post("/api/bulk", "dummy", Map.of("Authorization", "Bearer x"))
                        .status())
                .isEqualTo(404);
        assertNothingHere(AnnotationApp.serving("partner" + random() + ".example"));
        assertNothingHere(AnnotationApp.serving("lms." + random() + ".example"));
        assertNothingHere(AnnotationApp.serving("x.lms.hypothes.is"));
        assertNothingHere(AnnotationApp.vouching("lms.hypothes.is"));
        assertNothingHere(AnnotationApp.servingMembers());
    }

    @Test
    void people_groups_and_memberships_are_made_in_one_call() {
        Answer answer = site.act("basic", launch("user2", 3));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/x-ndjson"));
        assertThat(answer.header("Hypothesis-Media-Type")).contains("application/vnd.hypothesis.v1+x-ndjson");
        assertThat(BulkSite.ids(answer).subList(0, 4))
                .containsExactly(
                        site.userId("user2"),
                        "group:id_0@" + site.authority(),
                        "group:id_1@" + site.authority(),
                        "group:id_2@" + site.authority());
        assertThat(BulkSite.values(answer))
                .extracting(line -> line.path("data").path("type").asString())
                .containsExactly(
                        "user", "group", "group", "group", "group_membership", "group_membership", "group_membership");
        for (int i = 0; i < 3; i++) {
            Group group = site.group("id_" + i);
            assertThat(group.type()).isEqualTo(Group.Type.PRIVATE);
            assertThat(group.name()).isEqualTo("Course " + i);
            assertThat(group.creatorId()).isEqualTo(site.member("lms").id());
            assertThat(site.membersOf("id_" + i)).containsExactly("user2");
        }
    }

    @Test
    void what_is_there_already_is_renamed_and_nothing_is_answered_where_nothing_was_asked() {
        assertThat(site.act(null, launch("user2", 2)).status()).isEqualTo(204);
        Answer again = site.act(
                null,
                site.user("USER2", "Another name", "user2", "user_0"),
                site.group("id_0", "Ça", "group_0"),
                membership("user_0", "group_0"));
        assertThat(again.status()).as(again.body()).isEqualTo(204);
        assertThat(again.body()).isEmpty();
        assertThat(again.header("Hypothesis-Media-Type")).contains("application/vnd.hypothesis.v1+x-ndjson");
        assertThat(site.member("user2").name()).isEqualTo("Another name");
        assertThat(site.member("user2").username()).isEqualTo("user2");
        assertThat(site.group("id_0").name()).isEqualTo("Ça");
        assertThat(site.membersOf("id_0")).containsExactly("user2");
    }

    @Test
    void everything_is_on_record_once() {
        site.act(null, launch("user2", 2));
        site.act(null, launch("user2", 2));
        assertThat(TestServer.shared()
                        .bean(JdbcClient.class)
                        .sql("SELECT kind FROM audit_events WHERE client_id = :client ORDER BY kind")
                        .param("client", site.app().client().id())
                        .query(String.class)
                        .list())
                .containsExactly(
                        "annotation_group.created",
                        "annotation_group.created",
                        "annotation_group.joined",
                        "annotation_group.joined",
                        "member.made_by_authority",
                        "member.made_by_authority");
    }

    @Test
    void names_of_any_script_and_length_come_as_they_are() {
        String thirty = "😀".repeat(30);
        assertThat(site.act(null, site.user("user2", thirty, "u", "u"), site.group("g", "", "g"))
                        .status())
                .isEqualTo(204);
        assertThat(site.member("user2").name()).isEqualTo(thirty);
        assertThat(site.group("g").name()).isEmpty();
        assertThat(codes(site.act(null, site.user("user2", thirty + "x", "u", "u"))))
                .containsExactly("SchemaValidationError");
    }

    @Test
    void a_thousand_instructions_are_done_and_no_more() {
        List<Object> people = new ArrayList<>();
        for (int i = 0; i < 999; i++) {
            people.add(site.user("many" + i, "m" + i));
        }
        assertThat(site.act(null, people.toArray()).status()).isEqualTo(204);
        assertThat(site.exists("many998")).isTrue();
        people.add(site.user("many999", "m999"));
        assertThat(codes(site.act(null, people.toArray()))).containsExactly("SchemaValidationError");
        assertThat(site.send("x".repeat(Lines.LONGEST_LINE + 1)).status()).isEqualTo(413);
        assertThat(site.send(("[\"" + "x".repeat(60_000) + "\"]\n").repeat(80)).status())
                .isIn(400, 413);
    }

    @Test
    void what_is_no_instruction_is_refused() {
        for (String line : List.of(
                "[\"some-mince\"]",
                "{}",
                "[]",
                "1",
                "null",
                "\"text\"",
                "[\"delete\", {}]",
                "[1, {}]",
                "[\"upsert\", []]",
                "[\"upsert\", {}]",
                "[\"create\", {\"data\": {}}]",
                "[\"create\", {\"data\": {\"type\": \"planet\"}}]",
                "[\"configure\", {}]",
                "[\"configure\", {}, {}]")) {
            Answer refused = site.send(line);
            assertThat(refused.status()).as(line).isEqualTo(400);
            assertThat(refused.header("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
            assertThat(codes(refused)).as(line).containsExactly("SchemaValidationError");
        }
        for (String line : List.of("nonsense", "{", "[\"configure\"", "\u0000")) {
            assertThat(codes(site.send(line))).as(line).containsExactly("InvalidJSONError");
        }
    }

    @Test
    void the_order_and_the_number_are_as_was_said() {
        Object user = site.user("user2", "u");
        assertThat(codes(site.send(""))).containsExactly("CommandSequenceError");
        assertThat(codes(site.send("\n\n"))).containsExactly("CommandSequenceError");
        assertThat(codes(site.send(BulkSite.lines(List.of(user))))).containsExactly("CommandSequenceError");
        assertThat(codes(site.send(BulkSite.lines(List.of(site.configure(3, null), site.configure(3, null), user)))))
                .containsExactly("CommandSequenceError");
        assertThat(codes(site.send(BulkSite.lines(List.of(site.configure(3, null), user)))))
                .containsExactly("InvalidDeclarationError");
        assertThat(codes(site.send(BulkSite.lines(List.of(site.configure(2, null), user, site.user("user3", "v"))))))
                .containsExactly("InvalidDeclarationError");
        Answer back = site.act(null, site.user("user2", "u"), site.group("g", "Group", "g"), site.user("user3", "v"));
        assertThat(codes(back)).containsExactly("CommandSequenceError");
        assertThat(site.exists("user2")).isFalse();
    }

    @Test
    void nothing_is_done_in_the_name_of_others() {
        BulkSite other = BulkSite.create().withEffectiveUser("lms");
        assertThat(codes(site.act(null, other.user("user2", "u")))).containsExactly("InvalidDeclarationError");
        assertThat(codes(site.act(null, other.group("g", "Group", "g")))).containsExactly("InvalidDeclarationError");
        assertThat(codes(site.send(BulkSite.lines(List.of(other.configure(2, null), site.user("user2", "u"))))))
                .containsExactly("InvalidDeclarationError");
        assertThat(codes(BulkSite.create().act(null, site.user("user2", "u"))))
                .containsExactly("InvalidDeclarationError");
        assertThat(other.exists("user2")).isFalse();
    }

    @Test
    void what_nobody_does_here_is_unsupported() {
        List<Object> membership = membership("u", "g");
        for (Object each : List.of(
                List.of("create", ((List<?>) site.user("user2", "u")).get(1)),
                List.of("create", ((List<?>) site.group("g", "Group", "g")).get(1)),
                List.of("upsert", membership.get(1)),
                BulkSite.upsert("group", "g", Map.of("name", "x"), Map.of("name", "x")),
                BulkSite.upsert("group", "g", Map.of("authority", site.authority()), Map.of("name", "x")),
                BulkSite.upsert(
                        "user",
                        "u",
                        Map.of("authority", site.authority(), "username", "user2"),
                        Map.of(
                                "username",
                                "user3",
                                "display_name",
                                "x",
                                "identities",
                                List.of(Map.of("provider", "p", "provider_unique_id", "1")))))) {
            Answer refused = site.act(null, each);
            assertThat(refused.status()).as(refused.body()).isEqualTo(422);
            assertThat(codes(refused)).containsExactly("UnsupportedOperationError");
        }
    }

    @Test
    void a_membership_is_of_what_was_mentioned_before() {
        assertThat(codes(site.act(null, site.user("user2", "u"), membership("u", "g"))))
                .containsExactly("UnpopulatedReferenceError");
        assertThat(codes(site.act(null, site.group("g", "Group", "g"), membership("u", "g"))))
                .containsExactly("UnpopulatedReferenceError");
        String concrete = BulkSite.lines(
                        List.of(site.configure(3, null), site.user("user2", "u"), membership("u", "g")))
                .replace("{\"$ref\":\"g\"}", "\"12\"");
        assertThat(codes(site.send(concrete))).containsExactly("ConflictingDataError");
        assertThat(site.exists("user2")).isFalse();
        // Twice the same is no conflict.
        assertThat(site.act(
                                null,
                                site.group("g", "Group", "g"),
                                site.user("user2", "u"),
                                membership("u", "g"),
                                membership("u", "g"))
                        .status())
                .isEqualTo(204);
        assertThat(site.membersOf("g")).containsExactly("user2");
    }

    @Test
    void two_of_one_name_conflict_and_nothing_is_done() {
        Answer names = site.act(null, site.user("user2", "u"), site.user("USER2", "v"));
        assertThat(names.status()).isEqualTo(409);
        assertThat(codes(names)).containsExactly("ConflictingDataError");
        assertThat(codes(site.act(null, site.group("g", "One", "g"), site.group("g", "Two", "h"))))
                .containsExactly("ConflictingDataError");
        Answer identities = site.act(null, site.user("user3", "A", "same", "u"), site.user("user4", "B", "same", "v"));
        assertThat(codes(identities)).containsExactly("ConflictingDataError");
        assertThat(site.exists("user3") || site.exists("user4")).isFalse();
        assertThat(site.act(null, site.user("user3", "A", "same", "u")).status())
                .isEqualTo(204);
        assertThat(codes(site.act(null, site.user("user4", "B", "same", "v")))).containsExactly("ConflictingDataError");
        assertThat(site.exists("user4")).isFalse();
    }

    @Test
    void whoever_is_suspended_stays_so() {
        site.act(null, launch("user2", 1));
        TestServer.shared()
                .bean(JdbcClient.class)
                .sql("UPDATE members SET status = 'suspended' WHERE id = :id")
                .param("id", site.member("user2").id())
                .update();
        TestServer.shared().heard();
        Answer refused = site.act(null, site.group("new", "New", "g"), site.user("user2", "Else", "user2", "u"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(codes(refused)).containsExactly("ConflictingDataError");
        assertThat(site.member("user2").name()).isEqualTo("Somebody");
    }

    @Test
    void an_administrator_allows_any_authority_and_this_servers_own() {
        BulkSite partner = BulkSite.of(
                        AnnotationApp.serving("partner" + random() + ".example").allowed(new ServerRights(false, true)))
                .withEffectiveUser("lms");
        assertThat(partner.act(null, partner.user("user2", "u")).status()).isEqualTo(204);
        AnnotationApp app = AnnotationApp.servingMembers().allowed(new ServerRights(true, true));
        BulkSite own = BulkSite.of(app);
        String creator = "own" + random();
        String name = "own." + random();
        own.withEffectiveUser(creator);
        String lines = BulkSite.lines(List.of(
                        own.configure(4, "basic"),
                        own.user(name, "u"),
                        own.group(name, "Group", "g"),
                        membership("u", "g")))
                .replace("acct:lms@", "acct:" + creator + "@");
        Answer done = own.send(lines);
        assertThat(done.status()).as(done.body()).isEqualTo(200);
        assertThat(own.group(name).ours()).isTrue();
        assertThat(own.membersOf(name)).containsExactly(name);
        // The name of a member who deleted the account stays theirs.
        Member member = own.member(name);
        assertThat(TestServer.shared().bean(AccountDeletion.class).delete(member, member.credentials(), false))
                .isEmpty();
        assertThat(codes(own.send(lines))).containsExactly("ConflictingDataError");
    }

    @Test
    void accounts_that_are_deleted_meanwhile_leave_the_same_groups_in_the_same_order() {
        for (int round = 0; round < 3; round++) {
            String names = "d" + round + random();
            List<Object> first = new ArrayList<>();
            IntStream.range(0, 4).forEach(i -> first.add(site.user(names + i, "u" + i)));
            // By name the groups stand the other way round.
            IntStream.range(0, 10).forEach(i -> first.add(site.group(names + i, "Group " + (9 - i), "g" + i)));
            IntStream.range(0, 40).forEach(i -> first.add(membership("u" + i % 4, "g" + i / 4)));
            assertThat(site.act(null, first.toArray()).status()).isEqualTo(204);
            List<Member> leaving =
                    IntStream.range(0, 4).mapToObj(i -> site.member(names + i)).toList();
            List<Object> outcomes = AtOnce.times(8, number -> {
                if (number < 4) {
                    Member member = leaving.get(number);
                    return TestServer.shared().bean(AccountDeletion.class).delete(member, member.credentials(), false);
                }
                List<Object> all = new ArrayList<>();
                all.add(site.user(names + "x" + number, "u"));
                IntStream.range(0, 10)
                        .forEach(i -> all.add(site.group(names + i, "Group " + number + (9 - i), "g" + i)));
                IntStream.range(0, 10).forEach(i -> all.add(membership("u", "g" + i)));
                return Answer.whenServed(() -> site.act(null, all.toArray())).status();
            });
            assertThat(outcomes.subList(0, 4)).containsOnly(List.of());
            assertThat(outcomes.subList(4, 8)).containsOnly(204);
            for (int i = 0; i < 10; i++) {
                assertThat(site.membersOf(names + i))
                        .containsExactlyInAnyOrder(names + "x4", names + "x5", names + "x6", names + "x7");
            }
        }
    }

    @Test
    void calls_that_want_the_same_people_and_groups_in_any_order_wait_for_each_other() {
        for (int round = 0; round < 3; round++) {
            String names = "r" + round + random();
            List<Answer> answers = AtOnce.times(12, number -> {
                List<Object> people = new ArrayList<>();
                List<Object> groups = new ArrayList<>();
                List<Object> seats = new ArrayList<>();
                for (int i = 0; i < 12; i++) {
                    // Each call gives everything another name, so that all rows change each time.
                    people.add(site.user(names + i, "Name " + number, names + i, "u" + i));
                    groups.add(site.group(names + i, "Group " + number, "g" + i));
                    seats.add(membership("u" + i, "g" + (i * 5 % 12)));
                }
                Collections.shuffle(people);
                Collections.shuffle(groups);
                Collections.shuffle(seats);
                List<Object> all = new ArrayList<>(number % 2 == 0 ? people : groups);
                all.addAll(number % 2 == 0 ? groups : people);
                all.addAll(seats);
                return Answer.whenServed(() -> site.act(number % 3 == 0 ? "basic" : null, all.toArray()));
            });
            assertThat(answers).extracting(Answer::status).containsOnly(200, 204);
            for (int i = 0; i < 12; i++) {
                assertThat(site.membersOf(names + (i * 5 % 12))).containsExactly(names + i);
            }
        }
    }
}
