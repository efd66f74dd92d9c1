package vouchsafe.openhumans.publicdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.datatypes.DataType;
import vouchsafe.datatypes.DataTypeRegistration;
import vouchsafe.datatypes.TestDataTypes;
import vouchsafe.db.Statements;
import vouchsafe.files.StoredFiles;
import vouchsafe.grants.Grants;
import vouchsafe.projects.MasterTokens;
import vouchsafe.projects.Project;
import vouchsafe.publication.PublicSharing;

/** The public API, as the reference has it in section 4.10, with filters that filter. */
class PublicApiTest {
    private final TestServer server = TestServer.shared();
    private final TestApp app = TestApp.create();
    private final Project project = app.project();
    private final Member member = server.member();
    private final DataType top = TestDataTypes.group();
    private final DataType type = TestDataTypes.below(top, true);

    PublicApiTest() {
        server.bean(DataTypeRegistration.class).choose(project, List.of(type.id()), project.coordinatorId());
        server.bean(JdbcClient.class)
                .sql("UPDATE projects SET approved = true, approved_at = created_at WHERE id = :id")
                .param("id", project.id())
                .update();
        TestServer.shared().heard();
        app.connect(server.signedIn(member));
    }

    private static Answer get(String path) {
        return TestApp.get(path, Map.of());
    }

    private static JsonNode results(String path) {
        Answer answer = get(path);
        assertThat(answer.status()).as(path + " " + answer.body()).isEqualTo(200);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("count", "next", "previous", "results");
        return answer.json().path("results");
    }

    private static List<Long> ids(JsonNode results) {
        List<Long> ids = new ArrayList<>();
        results.forEach(line -> ids.add(line.path("id").asLong()));
        return ids;
    }

    private List<Long> share(int files) {
        List<Long> ids = StoredFiles.add(member.id(), project, files, type.id());
        PublicSharing sharing = server.bean(PublicSharing.class);
        sharing.agree(member.id(), "{}");
        assertThat(sharing.start(member.id(), project)).isEqualTo(PublicSharing.Started.NOW);
        return ids;
    }

    private void hide() {
        Grants grants = server.bean(Grants.class);
        grants.hide(
                grants.find(project.clientRowId(), member.id()).orElseThrow().id(), true);
    }

    @Test
    void a_public_file_reads_as_such_clients_know_it() {
        long id = share(1).getFirst();
        JsonNode file = get("/api/public/datafile/" + id + "/").json();
        assertThat(file.propertyNames())
                .containsExactlyInAnyOrder(
                        "id", "basename", "created", "datatypes", "download_url", "metadata", "source_project", "user");
        assertThat(file.path("user").path("username").asString()).isEqualTo(member.username());
        assertThat(file.path("user").path("name").asString()).isEqualTo(member.name());
        assertThat(file.path("user").path("id").asString()).matches("[0-9]{8}");
        assertThat(file.path("datatypes").path(0).asString())
                .isEqualTo(server.url("/api/public/datatype/" + type.id() + "/"));
        assertThat(file.path("source_project").asString())
                .isEqualTo(server.url("/api/public/project/" + project.id() + "/"));
        assertThat(file.path("download_url").asString())
                .isEqualTo(server.url("/data-management/datafile-download/" + id + "/"));
        JsonNode legacy =
                results("/api/public-data/?source=" + project.sourceLabel()).path(0);
        assertThat(legacy.propertyNames())
                .containsExactlyInAnyOrder("id", "basename", "created", "download_url", "metadata", "source", "user");
        assertThat(legacy.path("source").asString()).isEqualTo(project.sourceLabel());
        assertThat(legacy.path("user")).isEqualTo(file.path("user"));
    }

    /** Some programs store each key as a column of its own, so one key too many breaks them. */
    @Test
    void every_answer_about_projects_and_members_has_the_keys_of_the_original_and_no_other() {
        share(1);
        String[] ofProjects = {
            "active",
            "approved",
            "authorized_members",
            "badge_image",
            "contact_email",
            "id",
            "id_label",
            "info_url",
            "is_academic_or_nonprofit",
            "is_study",
            "leader",
            "long_description",
            "name",
            "organization",
            "registered_datatypes",
            "requested_sources",
            "request_sources_access",
            "request_username_access",
            "returned_data_description",
            "short_description",
            "slug",
            "type"
        };
        String[] ofMembers = {"name", "profile_url", "username"};
        String token = app.connect(server.signedIn(member)).text("access_token");
        String master = server.bean(MasterTokens.class)
                .replace(app.project(), app.project().coordinatorId())
                .orElseThrow()
                .reveal();
        for (String bearer : List.of(token, master)) {
            Answer own = TestApp.get("/api/direct-sharing/project/", Map.of("Authorization", "Bearer " + bearer));
            assertThat(own.json().propertyNames()).containsExactlyInAnyOrder(ofProjects);
        }
        String one = "/api/public/project/" + project.id() + "/";
        String person = "/api/public/member/" + member.username() + "/";
        assertThat(get(one).json().propertyNames()).containsExactlyInAnyOrder(ofProjects);
        assertThat(get(person).json().propertyNames()).containsExactlyInAnyOrder(ofMembers);
        for (String list : List.of("/api/public/projects/?id=" + project.id(), person + "projects/")) {
            assertThat(results(list))
                    .as(list)
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line.propertyNames()).containsExactlyInAnyOrder(ofProjects));
        }
        for (String list : List.of("/api/public/members/?username=" + member.username(), one + "members/")) {
            assertThat(results(list))
                    .as(list)
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line.propertyNames()).containsExactlyInAnyOrder(ofMembers));
        }
        assertThat(results("/api/public-data/members-by-source/?source=" + project.sourceLabel())
                        .path(0)
                        .propertyNames())
                .containsExactlyInAnyOrder("source", "name", "usernames");
        assertThat(results("/api/public-data/sources-by-member/?username=" + member.username())
                        .path(0)
                        .propertyNames())
                .containsExactlyInAnyOrder("username", "sources");
    }

    @Test
    void filters_of_files_filter() {
        List<Long> ids = share(3);
        long before = results("/api/public/datafiles/").size();
        assertThat(before).isPositive();
        for (String query : List.of(
                "datatype_id=" + type.id(), "source_project_id=" + project.id(), "username=" + member.username())) {
            assertThat(ids(results("/api/public/datafiles/?" + query)))
                    .as(query)
                    .isEqualTo(ids);
        }
        assertThat(results("/api/public/datafiles/?username=nobody_at_all")).isEmpty();
        assertThat(results("/api/public/datafiles/?datatype_id=" + top.id())).isEmpty();
        assertThat(get("/api/public/datafiles/?datatype_id=x")
                        .json()
                        .path("datatype_id")
                        .path(0)
                        .asString())
                .isEqualTo("Enter a number.");
        String source = "/api/public-data/?source=" + project.sourceLabel() + ",direct-sharing-0";
        assertThat(ids(results(source))).isEqualTo(ids);
        String number = results(source).path(0).path("user").path("id").asString();
        assertThat(ids(results("/api/public-data/?member_id=" + number))).isEqualTo(ids);
        assertThat(ids(results(source + "&created_start=2026-11-01&created_end=2026-11-01")))
                .isEqualTo(ids);
        assertThat(ids(results(source + "&created_start=2026-11-01T10:00:00Z"))).isEqualTo(ids);
        assertThat(results(source + "&created_start=2026-11-02")).isEmpty();
        assertThat(results(source + "&created_end=2026-10-31")).isEmpty();
        assertThat(get(source + "&created_end=soon").status()).isEqualTo(400);
        assertThat(get(source + "&created_end=%2B999999999-01-01").status()).isEqualTo(400);
    }

    @Test
    void a_hidden_connection_keeps_its_file_public_and_its_member_nameless() {
        long id = share(1).getFirst();
        hide();
        JsonNode user = get("/api/public/datafile/" + id + "/").json().path("user");
        assertThat(user.path("id").isNull()).isTrue();
        assertThat(user.path("name").isNull()).isTrue();
        assertThat(user.path("username").isNull()).isTrue();
        assertThat(results("/api/public/datafiles/?username=" + member.username()))
                .isEmpty();
        assertThat(results("/api/public/project/" + project.id() + "/members/")).isEmpty();
        assertThat(get("/api/public/member/" + member.username() + "/").status())
                .isEqualTo(404);
        assertThat(get("/api/public-data/members-by-source/?source=" + project.sourceLabel())
                        .body())
                .doesNotContain(member.username());
    }

    @Test
    void a_file_is_gone_as_soon_as_its_member_stops_sharing() {
        long id = share(1).getFirst();
        server.bean(PublicSharing.class).stop(member.id(), project, member.id());
        Answer gone = get("/api/public/datafile/" + id + "/");
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.text("detail")).isEqualTo("No DataFile matches the given query.");
        assertThat(results("/api/public/project/" + project.id() + "/datafiles/"))
                .isEmpty();
    }

    @Test
    void data_types_tell_their_place_in_the_tree() {
        JsonNode json = get("/api/public/datatype/" + type.id() + "/").json();
        assertThat(json.propertyNames())
                .containsExactlyInAnyOrder(
                        "id", "name", "parent", "children", "description", "details", "uploadable", "source_projects");
        assertThat(json.path("parent").asString()).isEqualTo(server.url("/api/public/datatype/" + top.id() + "/"));
        assertThat(json.path("source_projects").path(0).asString())
                .isEqualTo(server.url("/api/public/project/" + project.id() + "/"));
        assertThat(get("/api/public/datatype/" + top.id() + "/")
                        .json()
                        .path("parent")
                        .isNull())
                .isTrue();
        assertThat(get("/api/public/datatype/" + top.id() + "/")
                        .json()
                        .path("children")
                        .path(0)
                        .asString())
                .isEqualTo(server.url("/api/public/datatype/" + type.id() + "/"));
        assertThat(ids(results("/api/public/datatypes/?source_project_id=" + project.id())))
                .containsExactly((long) type.id());
        assertThat(ids(results("/api/public/datatypes/?limit=1000&uploadable=true")))
                .contains((long) type.id())
                .doesNotContain((long) top.id());
        assertThat(ids(results("/api/public/datatypes/?limit=1000&uploadable=False")))
                .contains((long) top.id());
        List<Long> ids = share(2);
        assertThat(results("/api/public/datatype/" + top.id() + "/datafiles/")).isEmpty();
        assertThat(ids(results("/api/public/datatype/" + top.id() + "/datafiles/?include_children=true")))
                .isEqualTo(ids);
    }

    @Test
    void members_are_those_who_show_a_connection() {
        JsonNode one = get("/api/public/member/" + member.username() + "/").json();
        assertThat(one.path("username").asString()).isEqualTo(member.username());
        assertThat(one.path("name").asString()).isEqualTo(member.name());
        assertThat(one.path("profile_url").asString()).isEqualTo(server.url("/member/" + member.username() + "/"));
        String part = member.username().substring(3).toUpperCase(java.util.Locale.ROOT);
        assertThat(results("/api/public/members/?username=" + part)
                        .path(0)
                        .path("username")
                        .asString())
                .isEqualTo(member.username());
        assertThat(results("/api/public/members/?username=" + part + "&name=nonsense"))
                .isEmpty();
        assertThat(results("/api/public/project/" + project.id() + "/members/")
                        .path(0)
                        .path("username")
                        .asString())
                .isEqualTo(member.username());
        assertThat(ids(results("/api/public/member/" + member.username() + "/projects/")))
                .containsExactly((long) project.id());
        List<Long> ids = share(1);
        assertThat(ids(results("/api/public/member/" + member.username() + "/datafiles/")))
                .isEqualTo(ids);
        Member private_ = server.member();
        assertThat(get("/api/public/member/" + private_.username() + "/").text("detail"))
                .isEqualTo("No Member matches the given query.");
    }

    @Test
    void projects_are_those_that_are_approved() {
        JsonNode json = get("/api/public/project/" + project.id() + "/").json();
        assertThat(json.path("id_label").asString()).isEqualTo(project.sourceLabel());
        assertThat(json.path("authorized_members").asInt()).isEqualTo(1);
        assertThat(json.path("registered_datatypes").path(0).asString())
                .isEqualTo("/api/public/datatype/" + type.id() + "/");
        assertThat(ids(results("/api/public/projects/?name=" + encode(project.name()))))
                .containsExactly((long) project.id());
        assertThat(ids(results("/api/public/projects/?id=" + project.id()))).containsExactly((long) project.id());
        assertThat(results("/api/public/projects/?id=" + project.id() + "&active=false"))
                .isEmpty();
        TestApp unapproved = TestApp.create();
        assertThat(get("/api/public/project/" + unapproved.project().id() + "/").text("detail"))
                .isEqualTo("No DataRequestProject matches the given query.");
    }

    @Test
    void the_legacy_lists_join_members_and_sources() {
        share(1);
        JsonNode line = results("/api/public-data/members-by-source/?source=" + project.sourceLabel())
                .path(0);
        assertThat(line.path("source").asString()).isEqualTo(project.sourceLabel());
        assertThat(line.path("name").asString()).isEqualTo(project.name());
        assertThat(line.path("usernames").path(0).asString()).isEqualTo(member.username());
        boolean found = false;
        for (JsonNode each : results("/api/public-data/sources-by-member/?limit=1000")) {
            found |= each.path("username").asString().equals(member.username())
                    && each.path("sources").path(0).asString().equals(project.sourceLabel());
        }
        assertThat(found).isTrue();
    }

    @Test
    void lists_go_on_page_by_page() {
        List<Long> ids = share(5);
        String next = "/api/public/project/" + project.id() + "/datafiles/?limit=2";
        List<Long> seen = new ArrayList<>();
        while (next != null) {
            JsonNode page = get(next).json();
            seen.addAll(ids(page.path("results")));
            next = page.path("next").isNull()
                    ? null
                    : page.path("next").asString().substring(server.url("").length());
        }
        assertThat(seen).isEqualTo(ids);
    }

    @Test
    void a_list_takes_as_many_statements_for_many_files_as_for_one() {
        share(1);
        String list = "/api/public/project/" + project.id() + "/datafiles/";
        try (Statements statements = new Statements()) {
            int few = statements.most(() -> get(list));
            StoredFiles.add(member.id(), project, 80, type.id());
            assertThat(get(list).json().path("results")).hasSize(81);
            assertThat(statements.fewest(() -> get(list))).isBetween(1, few);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/public/datafile/999999999/",
                "/api/public/datafile/x/",
                "/api/public/datafile/99999999999999999999/",
                "/api/public/datatype/999999999/",
                "/api/public/datatype/-1/",
                "/api/public/datatype/999999999/datafiles/",
                "/api/public/member/nobody_at_all/",
                "/api/public/member/nobody_at_all/projects/",
                "/api/public/member/a%27--/",
                "/api/public/member/%F0%9F%98%80/",
                "/api/public/member//",
                "/api/public/project/999999999/",
                "/api/public/project/999999999/members/",
                "/api/public/project/1/nothing/",
                "/api/public/nothing/",
                "/api/public/",
                "/api/public",
                "/api/public/datafiles/x/",
                "/api/public-data/x/",
                "/api/public/member/a/b/c/"
            })
    void what_is_not_there_is_not_found(String path) {
        Answer answer = get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(404);
        assertThat(answer.text("detail")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"username=%00", "name=%07", "username=%ff", "uploadable=maybe", "id=1e5", "active=2"})
    void hostile_filters_are_refused(String query) {
        for (String list : List.of("datafiles", "members", "projects", "datatypes")) {
            assertThat(get("/api/public/" + list + "/?" + query).status())
                    .as(list + query)
                    .isIn(200, 400);
        }
        assertThat(get("/api/public-data/?" + query).status()).isIn(200, 400);
    }

    @Test
    void every_ending_works_and_other_methods_do_not() {
        for (String path : List.of(
                "/api/public/projects/",
                "/api/public/projects",
                "/api/public/projects.json",
                "/api/public-data/",
                "/api/public-data",
                "/api/public-data.json",
                "/api/public-data/members-by-source.json")) {
            assertThat(get(path).status()).as(path).isEqualTo(200);
        }
        Answer post = TestApp.post("/api/public/projects/", "", Map.of());
        assertThat(post.status()).isEqualTo(405);
        assertThat(post.text("detail")).isEqualTo("Method \"POST\" not allowed.");
        assertThat(get("/api/public/projects/").header("Access-Control-Allow-Origin"))
                .contains("*");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
