package vouchsafe.portal.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Mailbox;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.messages.Message;
import vouchsafe.messages.Writers;
import vouchsafe.messages.Writers.Reader;

/** A coordinator writes to members from the project's page. */
class MessagePagesTest {
    private final TestServer server = TestServer.shared();

    @Test
    void a_message_reaches_the_members_and_the_history_tells_how_it_fared() {
        Writers project = Writers.create();
        Reader one = project.join();
        Reader two = project.join();
        WebSession browser = server.signedIn(project.coordinator());
        assertThat(browser.get(detail(project)).body())
                .contains("Message members")
                .contains("Send a message</a> to your");

        HttpResponse<String> sent = browser.submit(
                path(project),
                Map.of(
                        "all_members", "on",
                        "subject", "Hello <b>",
                        "message", "Good <i>morning</i>",
                        "step", "send"));

        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        assertThat(sent.headers().firstValue("Location")).hasValue(detail(project));
        assertThat(browser.get(detail(project)).body()).contains("Your message was sent successfully.");
        Message message = project.delivered();
        assertThat(message.sender()).contains(project.coordinator().id());
        assertThat(new Mailbox(server, one.member().email()).latest("project-message"))
                .startsWith("Good <i>morning</i>\n");
        assertThat(browser.get(detail(project)).body()).contains("First message delivered");
        assertThat(browser.get(path(project)).body())
                .contains("Hello &lt;b&gt;")
                .contains("2 members (all)");
        String page = browser.get(path(project) + message.id() + "/").body();
        assertThat(page)
                .contains(one.number(), two.number(), "Passed on", "Good &lt;i&gt;morning&lt;/i&gt;")
                .contains("by " + project.coordinator().username())
                .doesNotContain(
                        one.member().username(),
                        one.member().email(),
                        two.member().username());
    }

    @Test
    void a_message_to_all_is_shown_to_its_writer_first_who_can_mail_it_to_themselves_and_change_it() {
        Writers project = Writers.create();
        Reader one = project.join();
        project.join();
        WebSession browser = server.signedIn(project.coordinator());
        Map<String, String> written =
                Map.of("all_members", "on", "subject", "News <b>", "message", "You are {{ PROJECT_MEMBER_ID }} & well");

        String preview = browser.submit(path(project), written).body();
        assertThat(preview)
                .contains("Nobody has it yet. It goes to 2 members: all who accept messages")
                .contains("[Vouchsafe Project Message] News &lt;b&gt;")
                .contains("You are 00000000 &amp; well")
                .contains("sent you this message through Vouchsafe")
                .contains("Send to 2 members")
                .doesNotContain(one.number());
        assertThat(project.sent()).as("a preview sends nothing").isEmpty();

        assertThat(browser.post(path(project), with(written, "trial")).body())
                .contains("A mail is on its way to " + project.coordinator().email())
                .contains("Send to 2 members");
        assertThat(new Mailbox(server, project.coordinator().email()).latest("project-message-trial"))
                .startsWith("You are 00000000 & well\n");
        assertThat(project.sent()).as("a trial is for the writer alone").isEmpty();

        assertThat(browser.post(path(project), with(written, "change")).body())
                .contains("value=\"News &lt;b>\"", "You are {{ PROJECT_MEMBER_ID }} &amp; well</textarea>");

        assertThat(browser.post(path(project), with(written, "send")).statusCode())
                .isEqualTo(303);
        assertThat(project.sent()).hasSize(1);
        assertThat(browser.post(
                                path(project),
                                Map.of("project_member_ids", one.number(), "message", "x", "step", "preview"))
                        .body())
                .contains("It goes to 1 member.");
        assertThat(project.sent()).hasSize(1);
    }

    private static Map<String, String> with(Map<String, String> fields, String step) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("step", step);
        return all;
    }

    @Test
    void what_is_wrong_is_told_beside_what_was_typed_and_nothing_is_sent() {
        Writers project = Writers.create();
        Reader reader = project.join();
        String foreign = Writers.create().join().number();
        WebSession browser = server.signedIn(project.coordinator());
        Map<Map<String, String>, String> wrong = Map.of(
                Map.of("all_members", "on"), "This field is required.",
                Map.of("message", "typed"), "You must specify either all members or provide a list of IDs.",
                Map.of("message", "typed", "all_members", "on", "project_member_ids", "1"), "but not both.",
                Map.of("message", "typed", "project_member_ids", "1"), "Project member IDs are always 8 digits long.",
                Map.of("message", "typed", "project_member_ids", foreign), "Invalid project member ID(s): " + foreign,
                Map.of("message", "typed", "subject", "s".repeat(201), "all_members", "on"), "at most 200 characters");
        wrong.forEach((fields, error) -> {
            HttpResponse<String> refused = browser.submit(path(project), fields);
            assertThat(refused.statusCode()).as(fields.toString()).isEqualTo(400);
            assertThat(refused.body()).contains(error);
            if (fields.containsKey("message")) {
                assertThat(refused.body()).contains("typed</textarea>");
            }
        });
        assertThat(project.sent()).isEmpty();
        assertThat(browser.get(path(project) + "?to=" + reader.number()).body())
                .contains(reader.number() + "</textarea>");
    }

    @Test
    void PT_10_the_page_of_a_project_without_the_permission_sends_nothing() {
        Writers project = Writers.create(Map.of("request_message_permission", "False"));
        project.join();
        WebSession browser = server.signedIn(project.coordinator());
        assertThat(browser.get(path(project)).body())
                .contains("This project may not send messages")
                .doesNotContain("id_message");
        assertThat(browser.get(detail(project)).body()).doesNotContain("Test messaging");
        HttpResponse<String> refused = browser.submit(path(project), Map.of("all_members", "on", "message", "x"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(project.sent()).isEmpty();
    }

    @Test
    void only_the_coordinator_and_administrators_get_there() {
        Writers project = Writers.create();
        Reader reader = project.join();
        project.send("message=x&all_members=True");
        String sent = path(project) + project.latest().id() + "/";
        assertThat(reader.browser().get(path(project)).statusCode()).isEqualTo(404);
        assertThat(reader.browser().get(sent).statusCode()).isEqualTo(404);
        reader.browser().get("/account/");
        assertThat(reader.browser()
                        .post(path(project), Map.of("all_members", "on", "message", "x"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(project.sent()).hasSize(1);

        Writers other = Writers.create();
        WebSession stranger = server.signedIn(other.coordinator());
        assertThat(stranger.get(path(other) + project.latest().id() + "/").statusCode())
                .as("another project's message")
                .isEqualTo(404);
        assertThat(server.signedIn(server.administrator()).get(sent).body()).contains("your app");
    }

    private static String detail(Writers project) {
        return project.app().project().detailPath();
    }

    private static String path(Writers project) {
        return "/direct-sharing/projects/message/" + project.app().project().slug() + "/";
    }
}
