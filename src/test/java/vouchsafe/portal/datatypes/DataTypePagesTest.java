package vouchsafe.portal.datatypes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.datatypes.DataType;
import vouchsafe.datatypes.DataTypes;
import vouchsafe.datatypes.RegisteredDataTypes;
import vouchsafe.datatypes.TestDataTypes;
import vouchsafe.projects.Project;
import vouchsafe.projects.TestProjects;

class DataTypePagesTest {
    private static final String CREATE = "/data-management/datatypes/create/";
    private static final Pattern DETAIL = Pattern.compile("/data-management/datatypes/(\\d+)/");

    private final TestServer server = TestServer.shared();
    private final Member member = server.member();
    private final WebSession browser = server.signedIn(member);

    private static Map<String, String> form(String... changes) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("name", TestDataTypes.name());
        form.put("parent", "");
        form.put("description", "Steps a day");
        form.put("details", "One **row** a day.");
        for (int i = 0; i < changes.length; i += 2) {
            form.put(changes[i], changes[i + 1]);
        }
        return form;
    }

    private int created(Map<String, String> form) {
        HttpResponse<String> answer = browser.submit(CREATE, form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        Matcher path = DETAIL.matcher(answer.headers().firstValue("Location").orElseThrow());
        assertThat(path.matches()).isTrue();
        return Integer.parseInt(path.group(1));
    }

    private String refused(String path, Map<String, String> form) {
        HttpResponse<String> answer = browser.submit(path, form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        return answer.body().replace("&#39;", "'");
    }

    private static String update(DataType type) {
        return "/data-management/datatypes/update/" + type.id() + "/";
    }

    private Map<String, String> unchanged(DataType type) {
        Map<String, String> form = form(
                "name",
                type.name(),
                "description",
                type.description(),
                "details",
                type.details(),
                "version",
                Integer.toString(type.version()));
        if (type.parentId() != null) {
            form.put("parent", type.parentId().toString());
        }
        if (type.uploadable()) {
            form.put("uploadable", "on");
        }
        return form;
    }

    @Test
    void anyone_reads_the_tree_and_a_member_adds_to_it() {
        int id = created(form("uploadable", "on"));
        String path = "/data-management/datatypes/" + id + "/";
        HttpResponse<String> page = server.browser().get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Steps a day", "One <strong>row</strong> a day.", member.username(), "added it.");
        assertThat(server.browser().get("/data-management/datatypes/").body()).contains(path);
        assertThat(server.browser().get(CREATE).statusCode()).isEqualTo(302);
    }

    @Test
    void every_edit_stays_in_the_history_with_its_author() {
        DataType type = TestDataTypes.uploadable();
        Map<String, String> form = unchanged(type);
        form.put("description", "Something finer");
        assertThat(browser.submit(update(type), form).statusCode()).isEqualTo(303);
        String page = browser.get(type.path()).body();
        assertThat(page)
                .contains("<del>A kind for tests</del>", "<ins>Something finer</ins>", member.username())
                .contains("added it.");
    }

    @Test
    void two_edits_of_one_version_do_not_overwrite_each_other() {
        DataType type = TestDataTypes.uploadable();
        Map<String, String> form = unchanged(type);
        form.put("description", "First");
        assertThat(browser.submit(update(type), form).statusCode()).isEqualTo(303);
        form.put("description", "Second");
        assertThat(refused(update(type), form)).contains("Somebody else changed this data type");
    }

    @Test
    void the_fields_have_their_limits() {
        assertThat(refused(CREATE, form("name", ""))).contains("This field is required.");
        assertThat(refused(CREATE, form("name", "x".repeat(41))))
                .contains("Ensure this value has at most 40 characters (it has 41).");
        assertThat(refused(CREATE, form("name", "a/b"))).contains("Use letters, digits");
        assertThat(refused(CREATE, form("name", "123"))).contains("A name of digits only");
        assertThat(refused(CREATE, form("description", "x".repeat(101)))).contains("at most 100 characters");
        assertThat(refused(CREATE, form("parent", "999999999"))).contains("Select a valid choice.");
        assertThat(refused(CREATE, form("parent", "x'--"))).contains("Select a valid choice.");
        DataType type = TestDataTypes.uploadable();
        assertThat(refused(CREATE, form("name", type.name().toUpperCase(java.util.Locale.ROOT))))
                .contains("There is a data type with this name already.");
    }

    @Test
    void the_tree_stays_a_tree() {
        DataType top = TestDataTypes.group();
        DataType middle = TestDataTypes.below(top, false);
        DataType leaf = TestDataTypes.below(middle, true);
        Map<String, String> form = unchanged(top);
        form.put("parent", Integer.toString(top.id()));
        assertThat(refused(update(top), form)).contains("A data type cannot be its own parent.");
        form.put("parent", Integer.toString(middle.id()));
        assertThat(refused(update(top), form)).contains("cannot be below one of its own children");
        assertThat(refused(CREATE, form("parent", Integer.toString(leaf.id()))))
                .contains("An uploadable data type cannot be a parent.");
        Map<String, String> uploadable = unchanged(top);
        uploadable.put("uploadable", "on");
        assertThat(refused(update(top), uploadable)).contains("A data type with children cannot be uploadable.");
        DataType deep = middle;
        for (int level = 3; level <= 8; level++) {
            deep = TestDataTypes.below(deep, false);
        }
        assertThat(refused(CREATE, form("parent", Integer.toString(deep.id())))).contains("levels deep");
    }

    @Test
    void two_good_moves_at_once_make_no_circle() throws Exception {
        DataType one = TestDataTypes.group();
        DataType other = TestDataTypes.group();
        Map<String, String> oneBelow = unchanged(one);
        oneBelow.put("parent", Integer.toString(other.id()));
        Map<String, String> otherBelow = unchanged(other);
        otherBelow.put("parent", Integer.toString(one.id()));
        WebSession second = server.signedIn(server.member());
        List<Callable<Integer>> moves = List.of(
                () -> browser.submit(update(one), oneBelow).statusCode(),
                () -> second.submit(update(other), otherBelow).statusCode());
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            List<Integer> answers = new java.util.ArrayList<>();
            for (Future<Integer> answer : both.invokeAll(moves)) {
                answers.add(answer.get());
            }
            assertThat(answers).containsExactlyInAnyOrder(303, 400);
        }
        assertThat(server.browser().get("/data-management/datatypes/").statusCode())
                .isEqualTo(200);
    }

    @Test
    void what_an_approved_project_registered_changes_only_in_its_details() {
        DataType type = TestDataTypes.uploadable();
        Project project = TestProjects.create(member.id()).project();
        register(project, type);
        approve(project);
        Map<String, String> form = unchanged(type);
        form.put("name", TestDataTypes.name());
        form.put("description", "Else");
        assertThat(refused(update(type), form)).contains("Edits disallowed for fields: ['name', 'description']");
        Map<String, String> details = unchanged(type);
        details.put("details", "Now with units.");
        assertThat(browser.submit(update(type), details).statusCode()).isEqualTo(303);
        assertThat(browser.get(type.path()).body()).contains(project.activityPath());
    }

    @Test
    void a_coordinator_chooses_until_the_project_is_approved() {
        DataType type = TestDataTypes.uploadable();
        Project project = TestProjects.create(member.id()).project();
        String path = "/direct-sharing/projects/registered_datatypes/" + project.slug() + "/";
        assertThat(browser.submit(path, Map.of("registered_datatypes", Integer.toString(type.id())))
                        .statusCode())
                .isEqualTo(303);
        assertThat(server.bean(RegisteredDataTypes.class).of(project.id()).ids())
                .containsExactly(type.id());
        assertThat(browser.get(path).body()).containsPattern("value=\"" + type.id() + "\" checked");
        assertThat(browser.submit(path, Map.of("registered_datatypes", "99999999999999"))
                        .statusCode())
                .isEqualTo(303);
        register(project, type);
        approve(project);
        HttpResponse<String> locked = browser.submit(path, Map.of("registered_datatypes", ""));
        assertThat(locked.statusCode()).isEqualTo(303);
        assertThat(browser.get(project.detailPath()).body().replace("&#39;", "'"))
                .contains("has been approved and the project's datatypes cannot be changed without re-approval.");
        assertThat(server.bean(RegisteredDataTypes.class).of(project.id()).ids())
                .containsExactly(type.id());
        assertThat(server.signedIn(server.member()).get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void what_does_not_exist_is_not_found() {
        for (String path : List.of("999999999", "99999999999999999999", "-1", "x")) {
            assertThat(browser.get("/data-management/datatypes/" + path + "/").statusCode())
                    .as(path)
                    .isBetween(400, 404);
            assertThat(browser.get("/data-management/datatypes/update/" + path + "/")
                            .statusCode())
                    .as(path)
                    .isBetween(400, 404);
        }
        assertThat(server.bean(DataTypes.class).find(999_999_999)).isEmpty();
    }

    private void register(Project project, DataType type) {
        assertThat(server.bean(vouchsafe.datatypes.DataTypeRegistration.class)
                        .choose(project, List.of(type.id()), member.id()))
                .isTrue();
    }

    private void approve(Project project) {
        server.bean(JdbcClient.class)
                .sql("UPDATE projects SET approved = true, approved_at = created_at WHERE id = :id")
                .param("id", project.id())
                .update();
        TestServer.shared().heard();
    }
}
