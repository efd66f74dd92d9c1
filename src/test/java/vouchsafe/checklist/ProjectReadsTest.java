package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.TravelsInTime;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.files.StoredFiles;
import vouchsafe.projects.MasterTokens;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.projects.TestProjects;

/** What a project may read of whom, and with which credential. */
@TravelsInTime
class ProjectReadsTest {
    private static final String API = "/api/direct-sharing/project/";
    private static final String EXCHANGE = API + "exchange-member/";

    private final TestServer server = TestServer.shared();
    private final TestApp app = TestApp.create();
    private final Member member = server.member();
    private final WebSession browser = server.signedIn(member);

    private String master(TestApp of) {
        return server.bean(MasterTokens.class)
                .replace(of.project(), of.project().coordinatorId())
                .orElseThrow()
                .reveal();
    }

    private static Answer get(String path, String token) {
        return TestApp.get(path, Map.of("Authorization", "Bearer " + token));
    }

    @Test
    void PT_01_who_never_joined_and_who_joined_another_project_look_alike() {
        TestApp other = TestApp.create();
        String foreign = other.exchangeMember(other.connect(browser).text("access_token"))
                .text("project_member_id");
        String never = foreign.equals("00000001") ? "00000002" : "00000001";
        String master = master(app);
        Answer toForeign = get(EXCHANGE + "?project_member_id=" + foreign, master);
        Answer toNever = get(EXCHANGE + "?project_member_id=" + never, master);
        assertThat(toForeign.status()).isEqualTo(toNever.status()).isEqualTo(400);
        assertThat(toForeign.body()).isEqualTo(toNever.body());
        assertThat(get(API + "members/?project_member_id=" + foreign, master).body())
                .isEqualTo(
                        get(API + "members/?project_member_id=" + never, master).body());
    }

    @Test
    void PT_02_a_source_that_was_not_shared_is_absent_from_every_list() {
        Project source = TestProjects.create(server.member().id()).project();
        List<Long> secret = StoredFiles.add(member.id(), source, 2);
        String token = app.connect(browser).text("access_token");
        Answer exchange = get(EXCHANGE, token);
        assertThat(exchange.json().path("count").asInt()).isZero();
        assertThat(exchange.body()).doesNotContain(source.sourceLabel());
        Answer members = get(API + "members/", master(app));
        assertThat(members.json().path("results").path(0).path("file_count").asInt())
                .isZero();
        assertThat(members.body()).doesNotContain("/datafile-download/" + secret.getFirst() + "/");
    }

    @Test
    void PT_07_what_a_project_asks_for_later_counts_once_the_member_agreed_again() {
        Project source = TestProjects.create(
                        server.member().id(), "returned_data_description", "Steps", "add_data", "on")
                .project();
        StoredFiles.add(member.id(), source, 1);
        String token = app.connect(browser).text("access_token");
        askForMore(source);
        Answer before = get(EXCHANGE, token);
        assertThat(before.json().path("count").asInt()).isZero();
        assertThat(before.json().has("username")).isFalse();
        assertThat(before.json().path("sources_shared")).isEmpty();
        app.connect(browser);
        Answer after = get(EXCHANGE, app.connect(browser).text("access_token"));
        assertThat(after.json().path("count").asInt()).isEqualTo(1);
        assertThat(after.text("username")).isEqualTo(member.username());
    }

    private void askForMore(Project source) {
        Map<String, String> form = TestProjects.form(
                "name", app.project().name(),
                "redirect_url", app.redirectUri(),
                "requested_sources", Integer.toString(source.id()),
                "request_username_access", "True");
        UUID editor = app.project().coordinatorId();
        server.bean(Projects.class).update(app.project().id(), TestProjects.draft(form), editor);
    }

    @Test
    void PT_13_a_username_that_was_not_granted_is_nowhere_in_the_api() {
        StoredFiles.add(member.id(), app.project(), 2);
        String token = app.connect(browser).text("access_token");
        String master = master(app);
        String id = get(EXCHANGE, token).text("project_member_id");
        for (Answer answer : List.of(
                get(EXCHANGE, token),
                get(EXCHANGE + "?project_member_id=" + id, master),
                get(API, token),
                get(API, master),
                get(API + "members/", master))) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body() + answer.response().headers().map())
                    .doesNotContain(member.username())
                    .doesNotContain(member.email())
                    .doesNotContain(member.id().toString());
        }
    }

    @Test
    void PT_14_two_projects_know_a_member_by_different_numbers_and_rejoining_keeps_them() {
        TestApp other = TestApp.create();
        Answer tokens = app.connect(browser);
        Answer here = app.exchangeMember(tokens.text("access_token"));
        Answer there = other.exchangeMember(other.connect(browser).text("access_token"));
        assertThat(here.text("project_member_id")).isNotEqualTo(there.text("project_member_id"));
        assertThat(here.text("created")).isNotEqualTo(there.text("created"));
        Withdrawals.withdraw(tokens);
        Answer again = app.exchangeMember(app.connect(browser).text("access_token"));
        assertThat(again.text("project_member_id")).isEqualTo(here.text("project_member_id"));
    }

    @Test
    void PT_20_places_in_lists_that_nobody_gave_out_are_harmless() {
        app.connect(browser);
        String master = master(app);
        for (String query : List.of(
                "offset=%27%3B+DROP+TABLE+grants%3B--",
                "offset=1+OR+1%3D1",
                "limit=1%29+UNION+SELECT+1",
                "offset=-1",
                "offset=9999999999999999999999",
                "limit=0x10")) {
            Answer answer = get(API + "members/?" + query, master);
            assertThat(answer.status()).as(query).isEqualTo(200);
            assertThat(answer.json().path("count").asInt()).as(query).isEqualTo(1);
        }
        for (String unreadable : List.of("%ff", "%00")) {
            assertThat(get(API + "members/?offset=" + unreadable, master).status())
                    .isEqualTo(400);
        }
        Project foreign = TestProjects.create(server.member().id()).project();
        WebSession coordinator = server.signedIn(server.member());
        Project own = foreign;
        assertThat(coordinator
                        .get("/direct-sharing/projects/withdrawn-members/" + own.slug() + "/?after="
                                + UUID.randomUUID())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void PT_23_a_master_token_is_for_one_project_and_never_a_members_token() {
        String token = app.connect(browser).text("access_token");
        String master = master(app);
        TestApp other = TestApp.create();
        other.connect(browser);
        assertThat(get(API, master).text("slug")).isEqualTo(app.project().slug());
        assertThat(get(API + "members/", master).json().path("count").asInt()).isEqualTo(1);
        assertThat(get(API + "members/", token).text("detail")).isEqualTo("Invalid token.");
        assertThat(app.refresh(master).status()).isEqualTo(400);
        assertThat(TestApp.post(
                                "/oauth2/token/",
                                "grant_type=client_credentials",
                                Map.of("Authorization", "Bearer " + master))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void PT_23_a_master_token_expires_is_replaced_at_once_and_kept_as_a_hash() {
        String first = master(app);
        String second = master(app);
        assertThat(get(API, first).text("detail")).isEqualTo("Invalid token.");
        assertThat(get(API, second).status()).isEqualTo(200);
        JdbcClient sql = server.bean(JdbcClient.class);
        assertThat(sql.sql("SELECT p::text FROM projects p WHERE id = :id")
                        .param("id", app.project().id())
                        .query(String.class)
                        .single())
                .doesNotContain(second);
        server.later(Duration.ofHours(24));
        Answer expired = get(API, second);
        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.text("detail")).isEqualTo("Expired token.");
    }
}
