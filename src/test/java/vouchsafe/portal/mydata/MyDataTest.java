package vouchsafe.portal.mydata;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.Answer;
import vouchsafe.MultipartForm;
import vouchsafe.TestApp;
import vouchsafe.TestOnSite;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.db.Statements;
import vouchsafe.files.DataFile;
import vouchsafe.files.DataFiles;
import vouchsafe.files.FileScope;
import vouchsafe.files.StoredFiles;
import vouchsafe.files.TestFiles;
import vouchsafe.projects.Project;

/** The pages on which members see, add, take and delete their own files. */
class MyDataTest {
    private final TestServer server = TestServer.shared();
    private final TestFiles files = TestFiles.create();
    private final Project project = files.app.project();
    private final WebSession browser = server.signedIn(files.member);

    @Test
    void a_member_sees_their_files_with_source_size_and_description_and_gets_them() {
        long id = files.upload("night.csv", "0123456789");
        assertThat(browser.get("/member/me/data/").body())
                .contains(project.name())
                .contains("night.csv")
                .contains("10 bytes")
                .contains("nobody yet");
        HttpResponse<String> bytes = download(id);
        assertThat(bytes.statusCode()).isEqualTo(200);
        assertThat(bytes.body()).isEqualTo("0123456789");
        assertThat(browser.get("/member/me/data/" + project.id() + "/").body()).contains("night.csv");
        assertThat(browser.get(project.activityPath()).body())
                .contains("Your data here")
                .contains("night.csv");
        assertThat(browser.get("/account/").body()).contains("1 file, 10 bytes.");
    }

    @Test
    void for_everyone_else_these_files_do_not_exist() {
        long id = files.upload("night.csv", "0123456789");
        WebSession other = server.signedIn(server.member());
        other.get("/account/");
        String file = "/member/me/data/files/" + id + "/";
        assertThat(other.get(file + "download/").statusCode()).isEqualTo(404);
        assertThat(other.post(file + "delete/", Map.of()).statusCode()).isEqualTo(404);
        assertThat(other.get("/member/me/data/" + project.id() + "/").statusCode())
                .isEqualTo(404);
        assertThat(other.get("/member/me/data/").body()).doesNotContain("night.csv");
        assertThat(other.get(project.activityPath()).body()).doesNotContain("night.csv");
        assertThat(other.get(project.activityPath() + "delete-files/").statusCode())
                .isEqualTo(404);
        assertThat(other.get(project.activityPath() + "upload/").statusCode()).isEqualTo(404);
        assertThat(server.browser().get(file + "download/").statusCode()).isEqualTo(302);
        assertThat(files()).hasSize(1);
    }

    @Test
    void one_file_or_all_of_a_project_can_be_deleted_even_after_leaving_it() {
        long first = files.upload("first.csv", "1");
        files.upload("second.csv", "2");
        files.upload("third.csv", "3");
        browser.get("/member/me/data/");
        assertThat(browser.post("/member/me/data/files/" + first + "/delete/", Map.of())
                        .statusCode())
                .isEqualTo(303);
        assertThat(files()).extracting(DataFile::basename).containsExactly("second.csv", "third.csv");

        browser.submit("/direct-sharing/projects/leave/" + files.grant().id() + "/", Map.of());
        String delete = project.activityPath() + "delete-files/";
        assertThat(browser.get(delete).body()).contains("all 2 files");
        assertThat(browser.post(delete, Map.of()).statusCode()).isEqualTo(303);
        assertThat(files()).isEmpty();
        assertThat(browser.get("/member/me/data/").body()).contains("2 files").contains("deleted");
    }

    @Test
    void many_files_come_page_by_page() {
        for (int i = 0; i < 53; i++) {
            files.upload("file-" + i + ".csv", "x");
        }
        assertThat(browser.get("/member/me/data/").body())
                .contains("All 53 files")
                .contains("53 files, 53 bytes");
        String page = browser.get("/member/me/data/" + project.id() + "/").body();
        assertThat(page).contains("file-52.csv").contains("file-3.csv").doesNotContain("file-2.csv");
        String next = page.replaceAll("(?s).*href=\"(/member/me/data/\\d+/\\?before=\\d+)\".*", "$1");
        assertThat(browser.get(next).body()).contains("file-2.csv").doesNotContain("file-3.csv");
    }

    @Test
    void a_member_uploads_a_file_that_the_project_can_read_but_not_delete() {
        HttpResponse<String> done = upload(browser, "nights.csv", "my own nights", Map.of("description", "My nights"));
        assertThat(location(done)).isEqualTo("/member/me/data/" + project.id() + "/");
        assertThat(browser.get(location(done)).body())
                .contains("\"nights.csv\" is here now")
                .contains("by you")
                .contains("My nights");
        DataFile file = files().getFirst();
        assertThat(file.byMember()).isTrue();
        assertThat(download(file.id()).body()).isEqualTo("my own nights");
        assertThat(files.app.exchangeMember(files.token).body()).contains("nights.csv");
        assertThat(files.call("delete/", Map.of("all_files", "True")).body()).isEqualTo("{\"ids\":[]}");
        assertThat(files()).hasSize(1);
    }

    @Test
    void an_upload_may_be_larger_than_any_form_of_a_page() {
        String large = "0123456789abcdef".repeat(2 << 20);
        assertThat(location(upload(browser, "large.bin", large, Map.of("description", "32 MiB"))))
                .isEqualTo("/member/me/data/" + project.id() + "/");
        assertThat(files().getFirst().size()).isEqualTo(32L << 20);
    }

    @Test
    void an_upload_that_cannot_be_kept_comes_back_with_the_reason() {
        assertThat(problem(upload(browser, "x.csv", "x", Map.of()))).contains("Say what the file is");
        assertThat(problem(upload(browser, "", "x", Map.of("description", "d"))))
                .contains("Choose a file.");
        assertThat(problem(upload(browser, "...", "x", Map.of("description", "d"))))
                .contains("file's name can't be kept");
        assertThat(problem(browser.send(form("forged", Map.of("description", "d"), "x.csv", "x"))))
                .contains("This page was too old");
        assertThat(files()).isEmpty();
    }

    @Test
    void a_form_that_is_no_form_or_ends_in_the_middle_is_refused_calmly() {
        browser.get(project.activityPath() + "upload/");
        String begun = "--b\r\nContent-Disposition: form-data; name=\"csrfmiddlewaretoken\"\r\n\r\n" + browser.csrf()
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"description\"\r\n\r\nd\r\n--b\r\n"
                + "Content-Disposition: form-data; name=\"data_file\"; filename=\"x.csv\"\r\n\r\nhalf of";
        Map.of(
                        begun,
                        "multipart/form-data; boundary=b",
                        begun + " it",
                        "multipart/form-data",
                        "--b",
                        "multipart/form-data; boundary=b",
                        "",
                        "multipart/form-data; boundary=b",
                        "a=b",
                        "application/x-www-form-urlencoded",
                        "{}",
                        "application/json")
                .forEach((body, type) -> assertThat(location(raw(body, type)))
                        .as(type + ": " + body)
                        .startsWith(project.activityPath() + "upload/?problem="));
        assertThat(files()).isEmpty();
    }

    private HttpResponse<String> raw(String body, String type) {
        return browser.send(HttpRequest.newBuilder(URI.create(server.url("/member/me/upload/" + project.id() + "/")))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    @Test
    void nobody_uploads_without_signing_in_or_into_a_project_they_left() {
        WebSession stranger = server.browser();
        stranger.get("/account/login/");
        assertThat(location(upload(stranger, "x.csv", "x", Map.of("description", "d"))))
                .startsWith("/account/login/");
        WebSession other = server.signedIn(server.member());
        other.get("/account/");
        assertThat(upload(other, "x.csv", "x", Map.of("description", "d")).statusCode())
                .isEqualTo(404);
        browser.submit("/direct-sharing/projects/leave/" + files.grant().id() + "/", Map.of());
        browser.get("/account/");
        assertThat(upload(browser, "x.csv", "x", Map.of("description", "d")).statusCode())
                .isEqualTo(404);
        assertThat(files()).isEmpty();
    }

    @Test
    void the_page_takes_as_many_statements_for_many_files_and_projects_as_for_one() {
        files.upload("night.csv", "x");
        read();
        try (Statements statements = new Statements()) {
            int few = statements.most(this::read);
            for (int i = 0; i < 4; i++) {
                TestApp another = TestApp.create();
                another.connect(browser);
                StoredFiles.add(files.member.id(), another.project(), 40);
            }
            assertThat(read().body()).contains("161 files").contains("All 40 files");
            assertThat(statements.fewest(this::read)).isPositive().isLessThanOrEqualTo(few);
        }
    }

    private Answer read() {
        return new Answer(browser.get("/member/me/data/"));
    }

    @Test
    void approved_sources_that_bring_data_are_offered_until_they_are_connected() {
        TestApp source = TestApp.create(
                server.member(), Map.of("add_data", "on", "returned_data_description", "Your heart, beat by beat"));
        server.bean(JdbcClient.class)
                .sql("UPDATE projects SET approved = true, approved_at = now(), name = ' A ' || name WHERE id = :id")
                .param("id", source.project().id())
                .update();
        TestServer.shared().heard();
        assertThat(browser.get("/member/me/data/").body())
                .contains("Sources you could connect")
                .contains("Your heart, beat by beat");
        source.connect(browser);
        assertThat(browser.get("/member/me/data/").body())
                .contains("Connected, but it has brought nothing yet. Your heart, beat by beat");
        server.bean(JdbcClient.class)
                .sql("UPDATE projects SET approved = false, approved_at = NULL WHERE id = :id")
                .param("id", source.project().id())
                .update();
        TestServer.shared().heard();
    }

    @Test
    void strange_addresses_are_not_found() {
        for (String path : new String[] {
            "/member/me/data/0/",
            "/member/me/data/999999999/",
            "/member/me/data/9999999999/",
            "/member/me/data/files/999999999999999999/download/",
            "/member/me/data/files/x/download/",
            "/member/me/upload/1/",
            "/activity/no-such-project/upload/"
        }) {
            assertThat(browser.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(browser.get("/member/me/data/" + project.id() + "/?before=x").statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_source_that_is_missing_can_be_connected_from_the_authorization_page() {
        TestApp source = TestApp.create();
        TestApp reader = TestApp.create(
                server.member(),
                Map.of("requested_sources", Integer.toString(source.project().id())));
        assertThat(browser.get(reader.authorizePath(Map.of())).body())
                .contains("https://app.example.org/start")
                .contains("Connect " + source.project().name());
        source.connect(browser);
        assertThat(browser.get(reader.authorizePath(Map.of())).body())
                .doesNotContain("Connect " + source.project().name());
    }

    @Test
    void a_source_on_this_site_leads_back_to_the_authorization_it_is_connected_from() {
        TestOnSite source = TestOnSite.create(server.member());
        TestApp reader = TestApp.create(server.member(), Map.of("requested_sources", Integer.toString(source.id())));
        String request = reader.authorizePath(Map.of("state", "a b"));
        String page = browser.get(request).body();
        String join = page.replaceAll("(?s).*href=\"(/direct-sharing/projects/on-site/join/[^\"]+)\".*", "$1")
                .replace("&amp;", "&");
        String next = URLDecoder.decode(join.substring(join.indexOf("?next=") + 6), StandardCharsets.UTF_8);
        assertThat(browser.get(join).body()).contains("name=\"next\"");
        TestOnSite.send(browser, source.project().joinPath(), Map.of("next", next));
        HttpResponse<String> joined = source.authorize(browser, Map.of());
        assertThat(location(joined)).isEqualTo(request);
        assertThat(browser.get(location(joined)).body())
                .contains("requesting these permissions")
                .doesNotContain("Connect " + source.project().name());
    }

    private HttpResponse<String> upload(WebSession session, String name, String content, Map<String, String> fields) {
        session.get(project.activityPath() + "upload/");
        return session.send(form(session.csrf(), fields, name, content));
    }

    private HttpRequest form(String csrf, Map<String, String> fields, String name, String content) {
        return new MultipartForm()
                .fields(Map.of("csrfmiddlewaretoken", csrf))
                .fields(fields)
                .file("data_file", name, content.getBytes(StandardCharsets.UTF_8))
                .to(server.url("/member/me/upload/" + project.id() + "/"));
    }

    private String problem(HttpResponse<String> answer) {
        assertThat(location(answer)).startsWith(project.activityPath() + "upload/?problem=");
        return browser.get(location(answer)).body();
    }

    private HttpResponse<String> download(long id) {
        return browser.get(location(browser.get("/member/me/data/files/" + id + "/download/")));
    }

    private List<DataFile> files() {
        return server.bean(DataFiles.class).list(FileScope.all(files.member.id()), 0, 100);
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }
}
