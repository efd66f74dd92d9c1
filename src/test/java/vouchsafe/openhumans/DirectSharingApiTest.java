package vouchsafe.openhumans;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.projects.MasterTokens;

class DirectSharingApiTest {
    private static final String EXCHANGE = "/api/direct-sharing/project/exchange-member/";
    private static final String PROJECT = "/api/direct-sharing/project/";

    private final TestServer server = TestServer.shared();

    @Test
    void a_member_token_reads_its_own_member() {
        TestApp app = TestApp.create(server.member(), Map.of("request_username_access", "True"));
        Member member = server.member();
        Answer tokens = app.connect(server.signedIn(member));

        Answer answer = app.exchangeMember(tokens.text("access_token"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.text("username")).isEqualTo(member.username());
        assertThat(answer.text("project_member_id")).matches("[0-9]{8}");
        assertThat(answer.text("created")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?Z");
        assertThat(answer.json().path("data").isArray()).isTrue();
        assertThat(answer.json().path("next").isNull()).isTrue();
        assertThat(answer.json().path("sources_shared").size()).isZero();
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
    }

    @Test
    void the_username_is_absent_where_it_is_not_shared() {
        TestApp app = TestApp.create();
        Answer tokens = app.connect(server.signedIn(server.member()));
        Answer answer = app.exchangeMember(tokens.text("access_token"));
        assertThat(answer.json().has("username")).isFalse();
    }

    @Test
    void the_token_may_come_in_the_url_and_paths_take_three_endings() {
        TestApp app = TestApp.create();
        String token = app.connect(server.signedIn(server.member())).text("access_token");
        for (String path : new String[] {
            EXCHANGE, EXCHANGE.substring(0, EXCHANGE.length() - 1), EXCHANGE.replaceFirst("/$", ".json")
        }) {
            assertThat(TestApp.get(path + "?access_token=" + token, Map.of()).status())
                    .as(path)
                    .isEqualTo(200);
        }
        Answer twice = TestApp.get(EXCHANGE + "?access_token=" + token, Map.of("Authorization", "Bearer " + token));
        assertThat(twice.status()).isEqualTo(400);
    }

    @Test
    void a_project_describes_itself_to_both_kinds_of_token() {
        TestApp app = TestApp.create();
        String token = app.connect(server.signedIn(server.member())).text("access_token");
        String master = server.bean(MasterTokens.class)
                .replace(app.project(), app.project().coordinatorId())
                .orElseThrow()
                .reveal();
        for (String each : new String[] {token, master}) {
            Answer answer = TestApp.get(PROJECT, Map.of("Authorization", "bearer " + each));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.text("slug")).isEqualTo(app.project().slug());
            assertThat(answer.json().path("authorized_members").asInt()).isEqualTo(1);
            assertThat(answer.text("type")).isEqualTo("oauth2");
        }
    }

    @Test
    void a_master_token_names_the_member_and_sees_only_its_own() {
        TestApp app = TestApp.create();
        TestApp other = TestApp.create();
        Answer own =
                app.exchangeMember(app.connect(server.signedIn(server.member())).text("access_token"));
        Answer foreign = other.exchangeMember(
                other.connect(server.signedIn(server.member())).text("access_token"));
        String master = server.bean(MasterTokens.class)
                .replace(app.project(), app.project().coordinatorId())
                .orElseThrow()
                .reveal();
        Map<String, String> headers = Map.of("Authorization", "Bearer " + master);

        assertThat(TestApp.get(EXCHANGE + "?project_member_id=" + own.text("project_member_id"), headers)
                        .status())
                .isEqualTo(200);
        Answer unknown = TestApp.get(EXCHANGE + "?project_member_id=" + foreign.text("project_member_id"), headers);
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.text("project_member_id")).isEqualTo("project_member_id is invalid");
        assertThat(TestApp.get(EXCHANGE, headers).status()).isEqualTo(400);
    }

    @Test
    void refusals_read_as_such_clients_know_them() {
        assertThat(TestApp.get(EXCHANGE, Map.of()).text("detail"))
                .isEqualTo("Authentication credentials were not provided.");
        assertThat(TestApp.get(EXCHANGE, Map.of()).header("WWW-Authenticate")).contains("Bearer realm=\"api\"");
        assertThat(refused("Bearer nonsense")).isEqualTo("Invalid token.");
        assertThat(refused("Bearer")).isEqualTo("Invalid token header. No credentials provided.");
        assertThat(refused("Bearer a b")).isEqualTo("Invalid token header. Token string should not contain spaces.");
        assertThat(refused("BearerX a")).isEqualTo("Authentication credentials were not provided.");
        Answer post = TestApp.post(EXCHANGE, "", Map.of());
        assertThat(post.status()).isEqualTo(405);
        assertThat(post.text("detail")).isEqualTo("Method \"POST\" not allowed.");
    }

    private static String refused(String authorization) {
        Answer answer = TestApp.get(EXCHANGE, Map.of("Authorization", authorization));
        assertThat(answer.status()).isEqualTo(401);
        return answer.text("detail");
    }
}
