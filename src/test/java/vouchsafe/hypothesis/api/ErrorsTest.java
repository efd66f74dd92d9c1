package vouchsafe.hypothesis.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.hypothesis.Refusals;

/** How the API says no, to whom, and what pages of other origins see of it. */
class ErrorsTest {
    private final Api anonymous = Api.anonymous();

    @ParameterizedTest
    @ValueSource(strings = {"not_a_thing", "not/a/thing", "annotations/does_not_exist"})
    void what_is_not_there_is_not_there_in_json(String path) {
        for (String[] accept : new String[][] {{}, {"Accept", "application/json"}}) {
            Answer answer = anonymous.get(path, accept);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text("reason")).isEqualTo(Refusals.NOT_FOUND);
            assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        }
    }

    @Test
    void a_version_that_is_not_there_comes_first() {
        for (String path : List.of("not_a_thing", "groups")) {
            Answer answer = anonymous.get(path, "Accept", "application/totally_random");
            assertThat(answer.status()).as(path).isEqualTo(406);
            assertThat(answer.text("reason")).isEqualTo("Not acceptable");
        }
    }

    @Test
    void a_third_partys_server_that_acts_for_nobody_is_told_nothing() {
        Answer answer = new ThirdParty().api().post("groups", Map.of("name", "My Group"), "Accept", "application/json");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("reason")).isEqualTo(Refusals.NOT_FOUND);
    }

    @Test
    void what_a_group_lacks_is_named() {
        Answer answer = Api.reused(1).post("groups", Map.of());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("reason")).isEqualTo("'name' is a required property");
        assertThat(Api.reused(1)
                        .post("groups", Map.of("name", "My Group", "groupid", "3434kjkjk"))
                        .text("reason"))
                .isEqualTo("groupid: '3434kjkjk' does not match"
                        + " \"^group:([a-zA-Z0-9._\\\\-+!~*()']{1,1024})@(.*)$\"");
        assertThat(Api.reused(1)
                        .post("groups", Map.of("name", "My Group", "organization", "foobar", "joinable_by", "whoever"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void pages_of_other_origins_read_every_answer_and_may_send_what_clients_send() {
        for (String path : List.of("search?limit=1", "search?sort=raise_an_error", "annotations/does_not_exist")) {
            assertThat(anonymous.get(path).header("Access-Control-Allow-Origin"))
                    .as(path)
                    .contains("*");
        }
        Answer preflight = anonymous.send(
                "OPTIONS",
                "annotations",
                null,
                "Origin",
                "https://custom-client.example.org",
                "Access-Control-Request-Headers",
                "authorization,content-type",
                "Access-Control-Request-Method",
                "POST");
        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Methods").orElseThrow())
                .contains("POST");
        assertThat(preflight.header("Access-Control-Allow-Headers").orElseThrow())
                .contains("Authorization", "Content-Type", "X-Client-Id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "application/json",
                "application/vnd.hypothesis.v1+json",
                "application/vnd.hypothesis.v2+json",
                "nonsensical"
            })
    void the_index_is_there_in_both_versions(String accept) {
        Answer answer = accept.isEmpty() ? anonymous.get("") : anonymous.get("", "Accept", accept);
        assertThat(answer.status()).isEqualTo(200);
        String version = accept.contains("v2") ? "v2" : "v1";
        assertThat(answer.header("Hypothesis-Media-Type")).contains("application/vnd.hypothesis." + version + "+json");
        JsonNode links = answer.json().path("links");
        for (String name : List.of("annotation", "group", "user", "profile", "search", "links")) {
            assertThat(links.has(name)).as(name).isTrue();
        }
        for (String name : List.of("create", "read", "update", "delete", "flag", "hide", "unhide")) {
            assertThat(links.at("/annotation/" + name + "/url").asString()).isNotEmpty();
        }
        for (String place : List.of(
                "/group/create",
                "/group/read",
                "/group/update",
                "/group/member/add",
                "/group/member/delete",
                "/profile/read",
                "/profile/update",
                "/profile/groups/read",
                "/user/create",
                "/user/update")) {
            assertThat(links.at(place + "/method").asString()).as(place).isNotEmpty();
            assertThat(links.at(place + "/url").asString()).as(place).isNotEmpty();
        }
    }

    @Test
    void an_unknown_version_of_the_index_is_not_there() {
        assertThat(anonymous
                        .get("", "Accept", "application/vnd.hypothesis.v3+json")
                        .status())
                .isEqualTo(406);
    }

    @Test
    void monitors_are_told_that_all_is_well() {
        Answer status = TestApp.get("/_status", Map.of());
        assertThat(status.status()).isEqualTo(200);
        assertThat(status.header("Content-Type")).contains("application/json");
        assertThat(status.body()).isEqualTo("{\"status\":\"okay\"}");
        assertThat(status.header("Cache-Control").orElseThrow()).contains("no-store");
    }

    @Test
    void a_path_that_is_no_text_is_refused() {
        assertThat(TestApp.get("/%C5", Map.of()).status()).isEqualTo(400);
        assertThat(TestApp.get("/api/%C5", Map.of()).status()).isEqualTo(400);
    }

    @Test
    void the_profile_of_nobody_and_of_a_member_with_groups() {
        JsonNode nobody = anonymous.get("profile").json();
        assertThat(nobody.path("userid").isNull()).isTrue();
        assertThat(nobody.path("authority").asString()).isEqualTo("127.0.0.1");
        assertThat(nobody.path("groups")
                        .valueStream()
                        .map(each -> each.path("id").asString()))
                .containsExactly("__world__");
        Api member = Api.member();
        String group = member.group();
        JsonNode own = member.get("profile/groups").json().path(0);
        assertThat(own.path("id").asString()).isEqualTo(group);
        assertThat(own.propertyNames()).contains("id", "name", "scoped", "type");
        for (String choice : List.of("show_sidebar_tutorial", "show_youtube_gdpr_banner")) {
            member.patch("profile", Map.of("preferences", Map.of(choice, true)));
            assertThat(member.get("profile").json().path("preferences").has(choice))
                    .as(choice)
                    .isTrue();
            member.patch("profile", Map.of("preferences", Map.of(choice, false)));
            assertThat(member.get("profile")
                            .json()
                            .path("preferences")
                            .path(choice)
                            .asBoolean(false))
                    .as(choice)
                    .isFalse();
        }
    }
}
