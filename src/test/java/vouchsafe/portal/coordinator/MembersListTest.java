package vouchsafe.portal.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.messages.Writers;
import vouchsafe.messages.Writers.Reader;

/** The coordinator's list of members: who is on it, narrowing it, taking it away. */
class MembersListTest {
    private final TestServer server = TestServer.shared();
    private final JdbcClient sql = server.bean(JdbcClient.class);

    @Test
    void PT_13_members_stand_there_by_number_and_by_name_only_where_they_share_it() {
        Writers project =
                Writers.create(Map.of("request_username_access", "True", "request_message_permission", "True"));
        Reader named = project.join();
        Reader nameless = project.join();
        Reader left = project.join();
        sql.sql("UPDATE grants SET username_shared = false WHERE id = :id")
                .param("id", nameless.grant().id())
                .update();
        String number = left.number();
        left.browser().submit("/direct-sharing/projects/leave/" + left.grant().id() + "/", Map.of());
        WebSession browser = server.signedIn(project.coordinator());
        for (String page : List.of(
                browser.get(path(project)).body(),
                browser.get(path(project) + "export/").body())) {
            assertThat(page)
                    .contains(named.number(), named.member().username(), nameless.number())
                    .doesNotContain(
                            number, nameless.member().username(), named.member().email());
        }
        assertThat(browser.get(project.app().project().detailPath()).body()).contains(path(project));
    }

    @Test
    void the_list_is_narrowed_by_number_day_and_permission() {
        Writers project = Writers.create();
        Reader old = project.join();
        Reader silent = project.join();
        Reader recent = project.join();
        sql.sql("UPDATE grants SET created_at = '2020-02-29T23:59:00Z' WHERE id = :id")
                .param("id", old.grant().id())
                .update();
        sql.sql("UPDATE grants SET messages_allowed = false WHERE id = :id")
                .param("id", silent.grant().id())
                .update();
        WebSession browser = server.signedIn(project.coordinator());
        assertThat(numbers(browser, project, "")).containsExactly(recent.number(), silent.number(), old.number());
        assertThat(numbers(browser, project, "?id=" + old.number())).containsExactly(old.number());
        assertThat(numbers(browser, project, "?id=" + recent.number().substring(0, 7)))
                .contains(recent.number());
        assertThat(numbers(browser, project, "?from=2020-02-29&until=2020-02-29"))
                .containsExactly(old.number());
        assertThat(numbers(browser, project, "?from=2020-03-01")).doesNotContain(old.number());
        assertThat(numbers(browser, project, "?allowed=no_messages")).containsExactly(silent.number());
        assertThat(numbers(browser, project, "?allowed=messages")).hasSize(2);
        assertThat(numbers(browser, project, "?allowed=username")).isEmpty();
        for (String wrong :
                List.of("id=x", "from=yesterday", "until=2020-02-30", "from=%2B999999999-01-01", "allowed=all")) {
            assertThat(browser.get(path(project) + "?" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
            assertThat(browser.get(path(project) + "export/?" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void PT_24_what_a_spreadsheet_could_run_is_neutralised_in_the_download() {
        Writers project = Writers.create(Map.of("request_username_access", "True"));
        Reader reader = project.join();
        sql.sql("UPDATE members SET username = :name WHERE id = :id")
                .param("name", "=cmd(\"x\")" + reader.number())
                .param("id", reader.member().id())
                .update();
        TestServer.shared().heard();
        HttpResponse<String> file = server.signedIn(project.coordinator()).get(path(project) + "export/");
        assertThat(file.headers().firstValue("Content-Type")).hasValue("text/csv;charset=utf-8");
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment; filename=\"members-"
                        + project.app().project().slug());
        assertThat(file.body().lines().toList())
                .hasSize(2)
                .first()
                .isEqualTo(
                        "project_member_id,username,joined,last_agreed,last_read,message_permission,sources_shared,files");
        assertThat(file.body()).contains("\r\n" + reader.number() + ",\"'=cmd(\"\"x\"\")" + reader.number() + "\",");
    }

    @Test
    void a_long_list_comes_page_by_page_each_member_once() {
        Writers project = Writers.create();
        project.crowd(70);
        WebSession browser = server.signedIn(project.coordinator());

        List<String> first = numbers(browser, project, "");
        String next =
                browser.get(path(project)).body().replaceAll("(?s).*href=\"[^\"]*(\\?before=[^\"]+)\">Further.*", "$1");
        List<String> second = numbers(browser, project, next);

        assertThat(first).hasSize(50).doesNotContainAnyElementsOf(second);
        assertThat(second).hasSize(20);
        assertThat(browser.get(path(project) + "export/").body().lines()).hasSize(71);
        project.disperse();
    }

    @Test
    void only_the_coordinator_and_administrators_get_there() {
        Writers project = Writers.create();
        Reader reader = project.join();
        assertThat(reader.browser().get(path(project)).statusCode()).isEqualTo(404);
        assertThat(reader.browser().get(path(project) + "export/").statusCode()).isEqualTo(404);
        assertThat(server.signedIn(server.administrator()).get(path(project)).statusCode())
                .isEqualTo(200);
    }

    private static List<String> numbers(WebSession browser, Writers project, String query) {
        HttpResponse<String> page = browser.get(path(project) + query);
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        return Pattern.compile("<th scope=\"row\" class=\"mono\">([0-9a-f]{8})</th>")
                .matcher(page.body())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String path(Writers project) {
        return "/direct-sharing/projects/members/" + project.app().project().slug() + "/";
    }
}
