package vouchsafe.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.Mailbox;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.messages.Writers;
import vouchsafe.projects.Project;
import vouchsafe.projects.TestProjects;

/** A button that is pressed twice on a slow line, and one that is pressed again after going back. */
class TwiceBrowserTest extends BrowserTest {
    private static final String CREATE = "/direct-sharing/projects/oauth2/create/";
    private static final String SEND = "main form button[type=submit]:not([name=preview], [name=step])";

    private final SlowLine line = new SlowLine(server.url(""));

    @AfterEach
    void close() {
        line.close();
    }

    private long count(String sql, Object value) {
        return server.bean(JdbcClient.class)
                .sql(sql)
                .param(value)
                .query(Long.class)
                .single();
    }

    private static void fill(Page tab, Map<String, String> fields) {
        fields.forEach((name, value) -> {
            Locator field = tab.locator("main [name=" + name + "]");
            switch (String.valueOf(field.first().getAttribute("type"))) {
                case "radio" ->
                    tab.locator("main [name=" + name + "][value=\"" + value + "\"]")
                            .check();
                case "checkbox" -> field.first().check();
                default -> field.fill(value);
            }
        });
    }

    private void signIn(Page tab, Member member) {
        tab.navigate(line.url("/account/login/"));
        fill(tab, Map.of("login", member.username(), "password", TestServer.PASSWORD));
        tab.click(SEND);
        tab.waitForURL("**/account/");
    }

    /** What a person does on the pages of this server. */
    @FunctionalInterface
    private interface Walk {
        void go(Page tab);
    }

    /** In a browser that did not get our script, which would keep the second press from being sent. */
    private void withoutScript(Walk walk) {
        try (BrowserContext plain = page.context().browser().newContext()) {
            plain.route(url -> url.contains("/assets/vouchsafe"), route -> route.abort());
            Page tab = plain.newPage();
            tab.setDefaultTimeout(120_000);
            walk.go(tab);
        }
    }

    /** Presses the button, and again before the first answer is here. */
    private void pressTwice(Page tab) {
        String form = tab.url();
        int before = line.forms();
        tab.evaluate("""
            name => {
                const button = [...document.querySelectorAll(name)].at(-1);
                button.click();
                setTimeout(() => button.click(), 500);
            }
            """, SEND);
        tab.waitForURL(url -> !url.equals(form));
        assertThat(line.forms()).as("both presses reach the server").isEqualTo(before + 2);
    }

    @Test
    void signing_up() {
        String name = "twice" + Long.toString(System.nanoTime(), 36);
        Map<String, String> person = Map.of(
                "username", name, "name", "Some One", "email", name + "@example.org", "password", TestServer.PASSWORD);
        withoutScript(tab -> {
            tab.navigate(line.url("/account/signup/"));
            fill(tab, person);
            pressTwice(tab);
            assertThat(tab.url()).isEqualTo(line.url("/account/"));
            assertThat(tab.locator("main").innerText()).contains(name);
            tab.goBack();
            assertThat(tab.locator("main").innerText()).contains(name).doesNotContain("taken");
        });
        assertThat(count(
                        "SELECT count(*) FROM browser_sessions WHERE principal_name ="
                                + " (SELECT id::text FROM members WHERE username = ?)",
                        name))
                .isEqualTo(1);
        assertThat(new Mailbox(server, name + "@example.org").kinds()).containsExactly("verify-email");
    }

    @Test
    void creating_a_project() {
        Member coordinator = server.member();
        Map<String, String> fields = TestProjects.form("name", "Sleep " + Long.toString(System.nanoTime(), 36));
        withoutScript(tab -> {
            signIn(tab, coordinator);
            tab.navigate(line.url(CREATE));
            fill(tab, fields);
            pressTwice(tab);
            assertThat(tab.url()).isEqualTo(line.url("/direct-sharing/projects/manage/"));
            tab.goBack();
            fill(tab, fields);
            tab.click(SEND + " >> nth=-1");
            tab.waitForURL("**/manage/");
            assertThat(tab.locator("main").innerText()).contains(fields.get("name"));
            assertThat(tab.locator(".flash").innerText()).contains("It was done once.");
        });
        assertThat(count("SELECT count(*) FROM projects WHERE coordinator_id = ?", coordinator.id()))
                .isEqualTo(1);
    }

    @Test
    void a_message_to_members() {
        Writers writers = Writers.create();
        Project project = writers.app().project();
        Map<String, String> words =
                Map.of("project_member_ids", writers.join().number(), "subject", "News", "message", "You are in.");
        String path = "/direct-sharing/projects/message/" + project.slug() + "/";
        withoutScript(tab -> {
            signIn(tab, writers.coordinator());
            tab.navigate(line.url(path));
            fill(tab, words);
            pressTwice(tab);
            assertThat(tab.locator(".flash").innerText()).contains("Your message was sent");
            tab.goBack();
            fill(tab, words);
            tab.click(SEND);
            tab.waitForURL("**" + project.detailPath());
        });
        assertThat(writers.sent()).hasSize(1);
    }

    @Test
    void with_scripts_the_second_press_is_not_sent_and_the_form_can_be_sent_after_going_back() {
        Member member = server.member();
        signIn(page, member);
        open("/groups/new");
        List<String> sent = new CopyOnWriteArrayList<>();
        page.onRequest(request -> {
            if (request.method().equals("POST")) {
                sent.add(request.url());
            }
        });
        fill(page, Map.of("name", "Sleepers"));
        page.locator(SEND).dblclick();
        page.waitForURL(url -> url.contains("/groups/") && !url.endsWith("/new"));
        assertThat(sent).hasSize(1);
        page.goBack();
        fill(page, Map.of("name", "Wakers"));
        page.click(SEND);
        page.waitForURL(url -> url.contains("/groups/") && !url.endsWith("/new"));
        assertThat(page.locator("h1").innerText()).contains("Wakers");
        assertThat(count("SELECT count(*) FROM annotation_groups WHERE creator_id = ?", member.id()))
                .isEqualTo(2);
    }
}
