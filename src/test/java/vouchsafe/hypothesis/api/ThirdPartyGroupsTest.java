package vouchsafe.hypothesis.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;

/** Groups of a third party's accounts, over HTTP Basic. */
class ThirdPartyGroupsTest {
    private final ThirdParty party = new ThirdParty();
    private final String teacher = party.account("teacher");
    private final ThirdParty other = new ThirdParty();

    private Answer create(Map<String, ?> draft) {
        return party.api().post("groups", draft, "X-Forwarded-User", teacher);
    }

    private String named(String name) {
        return "group:" + name + "@" + party.authority;
    }

    @Test
    void its_server_makes_groups_for_an_account_and_none_for_nobody() {
        Map<String, Object> draft = Map.of("name", "Class of 26", "organization", "x", "joinable_by", "whoever");
        Answer made = create(draft);
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.json().path("organization").isNull()).isTrue();
        assertThat(party.api().post("groups", draft).status()).isEqualTo(404);
        assertThat(party.api()
                        .post("groups", Map.of(), "X-Forwarded-User", "floopflarp")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_group_has_the_id_that_its_server_gives_it_and_no_two_have_the_same() {
        Answer made = create(Map.of("name", "My group", "groupid", named("23457456~")));
        assertThat(made.text("groupid")).isEqualTo(named("23457456~"));
        Answer again = create(Map.of("name", "My group", "groupid", named("23457456~")));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("reason")).isEqualTo("group with groupid '" + named("23457456~") + "' already exists");
        String second = party.group(teacher, Map.of("name", "Second"));
        Answer taken = party.api().patch("groups/" + second, Map.of("groupid", named("23457456~")));
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.text("reason")).contains(named("23457456~"));
        Answer given = party.api()
                .send("PATCH", "groups/" + second, Map.of("groupid", named("98762557")), "X-Forwarded-User", teacher);
        assertThat(given.text("groupid")).isEqualTo(named("98762557"));
        assertThat(create(Map.of("name", "My group", "groupid", "group:x@" + other.authority))
                        .text("reason"))
                .isEqualTo("Invalid authority specified in groupid 'group:x@" + other.authority + "'");
    }

    @Test
    void its_server_reads_and_changes_its_own_groups_and_no_others() {
        String id = party.group(teacher, Map.of("name", "Private circle"));
        String path = "groups/" + id;
        assertThat(party.api().get(path).status()).isEqualTo(200);
        assertThat(party.api().patch(path, Map.of("name", "Renamed")).text("name"))
                .isEqualTo("Renamed");
        assertThat(party.api()
                        .send("PATCH", path, Map.of("name", "Again"), "X-Forwarded-User", teacher)
                        .text("name"))
                .isEqualTo("Again");
        assertThat(other.api().get(path).status()).isEqualTo(404);
        assertThat(other.api().patch(path, Map.of("name", "Mine")).status()).isEqualTo(404);
        assertThat(Api.anonymous().patch(path, Map.of("name", "Mine")).status()).isEqualTo(404);
        assertThat(Api.reused(1).get(path).status()).isEqualTo(404);
    }

    @Test
    void a_group_that_everyone_reads_is_found_by_both_ids() {
        Map<String, Object> scopes = Map.of("enforced", true, "uri_patterns", List.of("https://example.org/*"));
        String id = party.group(
                teacher, Map.of("name", "Open to all", "type", "open", "groupid", named("foo"), "scopes", scopes));
        assertThat(Api.anonymous().get("groups/" + id).text("id")).isEqualTo(id);
        assertThat(Api.anonymous().get("groups/" + named("foo")).text("id")).isEqualTo(id);
        assertThat(Api.anonymous().get("groups?expand=scopes").json().path(0).has("scopes"))
                .isTrue();
    }

    @Test
    void the_groups_of_a_caller_are_those_of_their_own_authority_whichever_is_asked_for() {
        Api member = Api.reused(1);
        String own = member.group();
        assertThat(member.get("groups?authority=" + party.authority)
                        .json()
                        .valueStream()
                        .map(each -> each.path("id").asString()))
                .contains("__world__", own);
    }
}
