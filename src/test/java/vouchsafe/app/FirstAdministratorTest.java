package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.FirstAdministrator;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.NewMember;
import vouchsafe.accounts.OperatorAccounts;
import vouchsafe.accounts.Password;
import vouchsafe.audit.Actor;
import vouchsafe.checklist.AtOnce;
import vouchsafe.embedded.FreePort;

/** A server without an administrator gets its first one by the link that its console shows, and by the command line. */
@Tag("slow")
class FirstAdministratorTest {
    private static final String PASSWORD = "correct horse battery";
    private static final Pattern LINK = Pattern.compile("http://\\S+(/account/first/\\?link=\\S+)");

    @TempDir
    Path folder;

    private Settings settings;
    private Server server;

    @BeforeEach
    void start() {
        int port = FreePort.find();
        settings = Settings.of(Map.of(
                Setting.PORT,
                Integer.toString(port),
                Setting.DATA_DIR,
                folder.resolve("data").toString(),
                Setting.MAIL_FROM,
                "vouchsafe@localhost",
                Setting.BASE_URL,
                "http://127.0.0.1:" + port));
        server = Server.start(settings, TestServer.MACHINE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private WebSession browser() {
        return new WebSession("http://127.0.0.1:" + server.port());
    }

    /** The path of the link that a start prints. */
    private String printed() {
        Matcher link = LINK.matcher(Welcome.text(server, settings));
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private static HttpResponse<String> fill(WebSession browser, String path, String name) {
        browser.get(path);
        return browser.post("/account/first/", form(path, name));
    }

    private static Map<String, String> form(String path, String name) {
        return Map.of(
                "link",
                path.substring(path.indexOf('=') + 1),
                "username",
                name,
                "name",
                "The Boss",
                "email",
                name + "@example.org",
                "password",
                PASSWORD);
    }

    private long administrators() {
        return server.context()
                .getBean(JdbcClient.class)
                .sql("SELECT count(*) FROM members WHERE administrator")
                .query(Long.class)
                .single();
    }

    @Test
    void the_link_makes_the_administrator_once_and_signs_in() {
        String link = printed();
        WebSession browser = browser();
        assertThat(browser.get(link).body()).contains("Become administrator");
        assertThat(browser.get(link).statusCode()).as("looking uses nothing up").isEqualTo(200);
        HttpResponse<String> tooShort = browser.post(
                "/account/first/",
                Map.of("link", link.substring(link.indexOf('=') + 1), "username", "boss", "password", "x"));
        assertThat(tooShort.statusCode()).isEqualTo(400);

        // Those who run the server may be called so.
        HttpResponse<String> made = fill(browser, link, "admin");
        assertThat(made.statusCode()).isEqualTo(303);
        assertThat(browser.get("/admin/members/").statusCode()).isEqualTo(200);
        assertThat(administrators()).isEqualTo(1);
        assertThat(server.context()
                        .getBean(JdbcClient.class)
                        .sql("SELECT detail->>'by' FROM audit_events WHERE kind = 'member.created'")
                        .query(String.class)
                        .single())
                .isEqualTo("set-up link");

        assertThat(browser().get(link).statusCode()).isEqualTo(410);
        assertThat(fill(browser(), link, "second").statusCode()).isEqualTo(403);
        assertThat(Welcome.text(server, settings))
                .doesNotContain("administrator")
                .doesNotContain("link");
        assertThat(administrators()).isEqualTo(1);
    }

    @Test
    void of_two_browsers_one_wins() {
        String link = printed();
        List<WebSession> browsers = List.of(browser(), browser());
        browsers.forEach(each -> each.get(link));
        List<Integer> answers = AtOnce.times(
                2,
                number -> browsers.get(number)
                        .post("/account/first/", form(link, "boss" + number))
                        .statusCode());
        assertThat(answers).containsExactlyInAnyOrder(303, 410);
        assertThat(administrators()).isEqualTo(1);
    }

    @Test
    void a_link_ends_with_a_newer_one_with_an_administrator_and_after_a_day() {
        String first = printed();
        String second = printed();
        assertThat(browser().get(first).statusCode()).isEqualTo(410);
        assertThat(browser().get(second).statusCode()).isEqualTo(200);

        server.context()
                .getBean(JdbcClient.class)
                .sql("UPDATE setup_links SET expires_at = now() - interval '1 second'")
                .update();
        assertThat(browser().get(second).statusCode()).isEqualTo(410);

        String third = printed();
        WebSession waiting = browser();
        waiting.get(third);
        server.context()
                .getBean(OperatorAccounts.class)
                .create(
                        new NewMember("ada", "Ada", "ada@example.org", true, new Password(PASSWORD), true),
                        Actor.COMMAND_LINE);
        assertThat(waiting.post("/account/first/", form(third, "late")).statusCode())
                .isEqualTo(410);
        assertThat(server.context().getBean(FirstAdministrator.class).newLink()).isEmpty();
        assertThat(administrators()).isEqualTo(1);
    }

    @Test
    void strangers_are_told_nothing() {
        printed();
        for (String path : List.of("/", "/account/login/", "/account/signup/", "/docs/")) {
            assertThat(browser().get(path).body())
                    .doesNotContain("/account/first/")
                    .doesNotContain("no administrator");
        }
        for (String link : List.of("", "?link=", "?link=abc", "?link=" + "A".repeat(60), "?link=%00")) {
            assertThat(browser().get("/account/first/" + link).statusCode())
                    .as(link)
                    .isIn(400, 410);
        }
        assertThat(server.context().getBean(Members.class).hasAdministrator()).isFalse();
    }

    /** The terminal is a real one, made by util-linux's script. */
    @Test
    void the_command_asks_for_the_password_and_does_not_show_it() throws Exception {
        Path data = folder.resolve("other");
        List<String> java = new ArrayList<>(List.of(VouchsafeProcess.JAVA, "-XX:TieredStopAtLevel=1"));
        java.addAll(Program.made());
        java.addAll(List.of(
                "member",
                "create",
                "--data",
                data.toString(),
                "--username",
                "ada",
                "--email",
                "ada@example.org",
                "--admin"));
        Path log = folder.resolve("terminal");
        Process process = new ProcessBuilder("script", "-q", "-e", "-c", String.join(" ", java), log.toString())
                .redirectErrorStream(true)
                .start();
        Terminal shown = new Terminal(process.getInputStream());
        shown.until("Password: ");
        type(process, PASSWORD + "\n");
        shown.until("Password again: ");
        type(process, PASSWORD + "\n");
        shown.toTheEnd();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(shown.text()).contains("administrator ada created").doesNotContain(PASSWORD);
        assertThat(Files.readString(log)).doesNotContain(PASSWORD);
        assertThat(process.exitValue()).isZero();
    }

    private static void type(Process process, String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** What somebody sees. */
    private static final class Terminal {
        private final InputStream in;
        private final StringBuilder text = new StringBuilder();

        Terminal(InputStream in) {
            this.in = in;
        }

        void until(String words) throws IOException {
            int from = text.length();
            while (text.indexOf(words, from) < 0) {
                int read = in.read();
                assertThat(read).as("after: " + text).isNotNegative();
                text.append((char) read);
            }
        }

        void toTheEnd() throws IOException {
            text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }

        String text() {
            return text.toString();
        }
    }
}
