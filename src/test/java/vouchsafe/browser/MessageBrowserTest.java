package vouchsafe.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Mailbox;
import vouchsafe.TestServer;
import vouchsafe.messages.Message;
import vouchsafe.messages.Mutes;
import vouchsafe.messages.Writers;
import vouchsafe.messages.Writers.Reader;

/** From the coordinator's page to the member's mailbox, and back. */
class MessageBrowserTest extends BrowserTest {

    @Test
    void a_coordinator_writes_a_member_reads_and_answers() {
        Writers project = Writers.create(Map.of("request_message_permission", "True"));
        Reader reader = project.join();
        String path =
                "/direct-sharing/projects/message/" + project.app().project().slug() + "/";
        signIn(project.coordinator().username(), TestServer.PASSWORD);
        open(project.app().project().detailPath());
        page.click("main .cluster a:has-text('Message members')");
        picture(page, "message-write");
        page.fill("#id_message", "x");
        page.click("text=Send message");
        assertThat(page.textContent(".error-summary")).contains("You must specify either all members");
        picture(page, "message-errors");
        page.check("#id_all_members");
        page.fill("#id_subject", "Your chart is ready");
        page.fill("#id_message", "Hello {{ PROJECT_MEMBER_ID }},\n\nyour chart of March is ready.\n\nAda");
        page.click("text=Send message");
        assertThat(page.textContent("main")).contains("Nobody has it yet");
        picture(page, "message-preview");
        page.click("text=Send it to me first");
        assertThat(page.textContent("main")).contains("A mail is on its way to");
        page.click("button:has-text('Send to 1 member')");
        page.waitForURL("**" + project.app().project().detailPath());
        assertThat(page.textContent("main")).contains("Your message was sent successfully.");
        Message message = project.delivered();
        picture(open(path.replace("/message/", "/members/")), "members-list");
        picture(open(path), "message-history");
        page.click("text=Your chart is ready");
        picture(page, "message-sent");

        assertThat(new Mailbox(server, reader.member().email()).latest("project-message"))
                .startsWith("Hello " + reader.number() + ",\n");
        page.context().clearCookies();
        signIn(reader.member().username(), TestServer.PASSWORD);
        picture(open("/member/me/messages/"), "inbox");
        page.click("text=Your chart is ready");
        picture(page, "inbox-message");
        page.click("text=Answer");
        page.fill("#id_message", "Thank you. Is April included?");
        page.click("text=Send message");
        page.waitForURL("**" + project.app().project().activityPath());
        assertThat(page.textContent("main")).contains("Your message is on its way");
        assertThat(new Mailbox(
                                server,
                                project.app().project().details().addresses().contactEmail())
                        .latest("member-letter"))
                .startsWith("Thank you. Is April included?");
        picture(open(project.app().project().activityPath() + "send-message/"), "letter");
        open("/member/me/connections/" + reader.grant().id() + "/");
        page.click("text=Mute");
        assertThat(page.textContent("main")).contains("You get no more mail from this project.");
        picture(page, "connection-muted");
        page.context().clearCookies();
        server.bean(Mutes.class).unmute(reader.grant().id());
        open("/messages/unsubscribe/?link="
                + server.bean(Mutes.class).link(reader.grant().id()));
        picture(page, "unsubscribe");
        page.click("text=Stop mail from this project");
        assertThat(page.textContent("main")).contains("You get no more mail from this project.");
        assertThat(message.recipients()).isEqualTo(1);
    }
}
