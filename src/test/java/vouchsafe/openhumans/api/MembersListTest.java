package vouchsafe.openhumans.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.consent.Withdrawal;
import vouchsafe.files.StoredFiles;
import vouchsafe.openhumans.api.SharedData.Joined;

/** {@code members/}, as the reference has it in section 4.4. */
class MembersListTest {
    private final TestServer server = TestServer.shared();
    private final SharedData data = new SharedData(Map.of());

    @Test
    void each_member_stands_there_with_their_first_ten_files() {
        Joined joined = data.join();
        List<Long> ids = StoredFiles.add(joined.member().id(), data.sourceProject(), 12);

        Answer answer = data.members("");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("count").asInt()).isEqualTo(1);
        assertThat(answer.json().path("next").isNull()).isTrue();
        assertThat(answer.json().path("previous").isNull()).isTrue();
        JsonNode member = answer.json().path("results").path(0);
        assertThat(member.propertyNames())
                .containsExactlyInAnyOrder(
                        "created",
                        "project_member_id",
                        "file_count",
                        "exchange_member",
                        "sources_shared",
                        "message_permission",
                        "data");
        assertThat(member.path("project_member_id").asString())
                .isEqualTo(joined.grant().subject());
        assertThat(member.path("file_count").asInt()).isEqualTo(12);
        assertThat(member.path("data")).hasSize(10);
        assertThat(member.path("data").path(0).path("id").asLong()).isEqualTo(ids.getFirst());
        assertThat(member.path("sources_shared").path(0).asString())
                .isEqualTo(data.sourceProject().sourceLabel());
        assertThat(member.path("exchange_member").asString())
                .isEqualTo(server.url(SharedData.EXCHANGE) + "?project_member_id="
                        + joined.grant().subject());
    }

    @Test
    void a_token_in_the_url_is_carried_on_to_the_link_of_each_member() {
        Joined joined = data.join();
        Answer answer = TestApp.get(SharedData.MEMBERS + "?access_token=" + data.master, Map.of());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        String link =
                answer.json().path("results").path(0).path("exchange_member").asString();
        assertThat(link)
                .isEqualTo(server.url(SharedData.EXCHANGE) + "?project_member_id="
                        + joined.grant().subject() + "&access_token=" + data.master);
        assertThat(TestApp.get(link.substring(server.url("").length()), Map.of())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void pages_follow_each_other_without_repeating_or_skipping() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            expected.add(data.join().grant().subject());
        }
        List<String> seen = new ArrayList<>();
        String next = SharedData.MEMBERS + "?limit=2&access_token=" + data.master;
        while (next != null) {
            Answer page = TestApp.get(next, Map.of());
            page.json()
                    .path("results")
                    .forEach(member -> seen.add(member.path("project_member_id").asString()));
            JsonNode link = page.json().path("next");
            next = link.isNull()
                    ? null
                    : link.asString().substring(server.url("").length());
        }
        assertThat(seen).isEqualTo(expected);
        Answer past = data.members("?offset=100");
        assertThat(past.json().path("results")).isEmpty();
        assertThat(past.json().path("previous").asString()).isEqualTo(server.url(SharedData.MEMBERS) + "?limit=100");
    }

    @Test
    void nobody_is_skipped_where_somebody_leaves_between_two_pages() {
        List<Joined> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(data.join());
        }
        Answer first = data.members("?limit=2");
        server.bean(Withdrawal.class)
                .byMember(all.getFirst().member().id(), all.getFirst().grant().id(), false);
        server.bean(Withdrawal.class)
                .byMember(all.get(1).member().id(), all.get(1).grant().id(), false);
        Answer second = follow(first);
        Answer third = follow(second);
        assertThat(numbers(second))
                .containsExactly(
                        all.get(2).grant().subject(), all.get(3).grant().subject());
        assertThat(numbers(third)).containsExactly(all.get(4).grant().subject());
        assertThat(third.json().path("next").isNull()).isTrue();
        assertThat(third.json().path("count").asInt()).isEqualTo(3);
    }

    @Test
    void a_last_member_that_nobody_knows_leaves_the_offset() {
        for (int i = 0; i < 3; i++) {
            data.join();
        }
        List<String> byOffset = numbers(data.members("?limit=1&offset=1"));
        assertThat(byOffset).hasSize(1);
        for (String after : List.of("00000000", "x", "", "12345678,23456789", "after")) {
            assertThat(numbers(data.members("?limit=1&offset=1&after=" + after)))
                    .as(after)
                    .isEqualTo(byOffset);
        }
    }

    private Answer follow(Answer page) {
        String next = page.json().path("next").asString();
        return data.members(next.substring(next.indexOf('?')));
    }

    private static List<String> numbers(Answer page) {
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        List<String> numbers = new ArrayList<>();
        page.json()
                .path("results")
                .forEach(member -> numbers.add(member.path("project_member_id").asString()));
        return numbers;
    }

    @Test
    void some_members_can_be_asked_for_by_number() {
        String first = data.join().grant().subject();
        String second = data.join().grant().subject();
        data.join();
        assertThat(data.members("?project_member_id=" + first)
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(1);
        assertThat(data.members("?project_member_id=" + first + "," + second)
                        .json()
                        .path("results"))
                .hasSize(2);
        assertThat(data.members("?project_member_id=00000000")
                        .json()
                        .path("count")
                        .asInt())
                .isZero();
        assertThat(data.members("?project_member_id=x").text("project_member_id"))
                .isEqualTo("Project member IDs are always 8 digits long.");
    }

    @Test
    void who_left_or_is_suspended_is_not_there() {
        Joined gone = data.join();
        Joined suspended = data.join();
        Joined here = data.join();
        server.bean(Withdrawal.class).byMember(gone.member().id(), gone.grant().id(), false);
        server.bean(JdbcClient.class)
                .sql("UPDATE members SET status = 'suspended' WHERE id = :id")
                .param("id", suspended.member().id())
                .update();
        TestServer.shared().heard();
        Answer answer = data.members("");
        assertThat(answer.json().path("count").asInt()).isEqualTo(1);
        assertThat(answer.json()
                        .path("results")
                        .path(0)
                        .path("project_member_id")
                        .asString())
                .isEqualTo(here.grant().subject());
        assertThat(data.withMaster(gone).text("project_member_id")).isEqualTo("project_member_id is invalid");
        assertThat(data.withMaster(suspended).text("project_member_id")).isEqualTo("project_member_id is invalid");
    }

    @Test
    void the_username_stands_there_only_where_it_is_shared() {
        SharedData named = new SharedData(Map.of("request_username_access", "True"));
        Joined joined = named.join();
        assertThat(named.members("")
                        .json()
                        .path("results")
                        .path(0)
                        .path("username")
                        .asString())
                .isEqualTo(joined.member().username());
    }

    @Test
    void a_members_own_token_is_no_token_here() {
        Joined joined = data.join();
        Answer answer = TestApp.get(SharedData.MEMBERS, Map.of("Authorization", "Bearer " + joined.token()));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("detail")).isEqualTo("Invalid token.");
        assertThat(answer.header("WWW-Authenticate"))
                .hasValueSatisfying(header -> assertThat(header).startsWith("Bearer realm=\"api\""));
    }

    @Test
    void listing_is_a_read_of_everyone_on_the_page() {
        Joined joined = data.join();
        assertThat(joined.grant().lastReadAt()).isNull();
        data.members("");
        assertThat(data.grant(joined.member()).lastReadAt()).isNotNull();
    }

    @Test
    void hostile_values_never_break_a_list() {
        data.join();
        for (String query : List.of(
                "?limit=%00",
                "?offset=%00",
                "?limit=" + "9".repeat(3000),
                "?offset=-9223372036854775808",
                "?limit[]=1",
                "?project_member_id=%00%00%00%00%00%00%00%00",
                "?project_member_id=" + SharedData.encode("' OR 1=1 --"),
                "?project_member_id=" + "12345678,".repeat(400),
                "?x=" + SharedData.encode("\u202e\ud83d\ude00"))) {
            Answer answer = data.members(query);
            assertThat(answer.status()).as(query + " " + answer.body()).isIn(200, 400, 414);
        }
        assertThat(data.members("?limit=%ff").status()).isEqualTo(400);
    }
}
