package vouchsafe.portal.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.Answer;
import vouchsafe.Mailbox;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.messages.Message;
import vouchsafe.messages.Mutes;
import vouchsafe.messages.Writers;
import vouchsafe.messages.Writers.Reader;

/** What members do about messages. */
class InboxTest {
    private final TestServer server = TestServer.shared();
    private final Mutes mutes = server.bean(Mutes.class);

    @Test
    void a_member_reads_what_they_received_and_nobody_elses() {
        Writers project = Writers.create();
        Reader reader = project.join();
        Reader other = project.join();
        project.send(
                "subject=News&message=You+are+{{PROJECT_MEMBER_ID}}+%3Cb%3E&project_member_ids=" + reader.number());
        Message message = project.delivered();
        assertThat(reader.browser().get("/member/me/messages/").body())
                .contains("News", project.app().project().name());
        assertThat(reader.browser().get(path(message)).body()).contains("You are " + reader.number() + " &lt;b&gt;");
        assertThat(other.browser().get("/member/me/messages/").body()).contains("No messages.");
        assertThat(other.browser().get(path(message)).statusCode()).isEqualTo(404);
        assertThat(server.browser().get(path(message)).statusCode()).isEqualTo(302);
    }

    @Test
    void a_member_mutes_a_project_on_the_connection_page_and_gets_its_mail_again() {
        Writers project = Writers.create();
        Reader reader = project.join();
        String connection = "/member/me/connections/" + reader.grant().id() + "/";
        assertThat(reader.browser().get(connection).body()).contains(">Mute<");
        HttpResponse<String> done = reader.browser().post(connection + "mail/", Map.of("muted", "True"));
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(mutes.muted(reader.grant().id())).isTrue();
        project.send("message=psst&all_members=True");
        Message message = project.delivered();
        assertThat(new Mailbox(server, reader.member().email()).kinds()).isEmpty();
        assertThat(reader.browser().get(path(message)).body()).contains("psst", "You muted this project");

        reader.browser().submit(connection, Map.of());
        reader.browser().post(connection + "mail/", Map.of("muted", "False"));
        assertThat(mutes.muted(reader.grant().id())).isFalse();

        Reader other = project.join();
        other.browser().get("/account/");
        assertThat(other.browser()
                        .post(connection + "mail/", Map.of("muted", "True"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void one_post_without_cookies_ends_the_mail_of_a_project() {
        Writers project = Writers.create();
        Reader reader = project.join();
        String link = "/messages/unsubscribe/?link=" + mutes.link(reader.grant().id());
        WebSession anybody = server.browser();
        assertThat(anybody.get(link).body())
                .contains("Stop mail from", project.app().project().name())
                .doesNotContain(reader.member().username());
        assertThat(mutes.muted(reader.grant().id()))
                .as("looking changes nothing")
                .isFalse();

        Answer answer = TestApp.post(link, "List-Unsubscribe=One-Click", Map.of());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(mutes.muted(reader.grant().id())).isTrue();
        assertThat(reader.grant().active()).as("nothing else changes").isTrue();
        String good = mutes.link(reader.grant().id());
        String forged = (good.startsWith("A") ? "B" : "A") + good.substring(1);
        for (String bad : new String[] {"", "x", forged}) {
            assertThat(TestApp.post("/messages/unsubscribe/?link=" + bad, "List-Unsubscribe=One-Click", Map.of())
                            .status())
                    .isEqualTo(410);
        }
    }

    @Test
    void PT_12_a_letter_to_a_project_names_the_number_and_not_the_member() {
        Writers project = Writers.create();
        Reader reader = project.join();
        String contact = project.app().project().details().addresses().contactEmail();
        HttpResponse<String> sent = reader.browser().submit(letterPath(project), Map.of("message", "Why?\r\nPlease."));
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        assertThat(URI.create(sent.headers().firstValue("Location").orElseThrow())
                        .getPath())
                .isEqualTo(project.app().project().activityPath());
        String mail = new Mailbox(server, contact).latest("member-letter");
        assertThat(mail)
                .startsWith("Why?\nPlease.\n")
                .contains("?to=" + reader.number())
                .doesNotContain(reader.member().username(), reader.member().email());
        Map<String, Object> row = server.bean(JdbcClient.class)
                .sql("SELECT subject, reply_to, sender_name FROM mails WHERE recipient = :contact")
                .param("contact", contact)
                .query()
                .singleRow();
        assertThat(row.get("subject")).isEqualTo("Vouchsafe: message from project member " + reader.number());
        assertThat(row.get("reply_to")).isNull();
        assertThat(row.get("sender_name")).isNull();
        assertThat(reader.browser().get(letterPath(project)).body()).contains("Why?\nPlease.");
    }

    @Test
    void only_members_write_to_a_project_and_not_without_end() {
        Writers project = Writers.create();
        Reader reader = project.join();
        Member outsider = server.member();
        WebSession browser = server.signedIn(outsider);
        HttpResponse<String> refused = browser.get(letterPath(project));
        assertThat(refused.headers().firstValue("Location"))
                .hasValue(project.app().project().activityPath());
        assertThat(browser.get(project.app().project().activityPath()).body())
                .contains("Only members of this project can write to it here.");
        assertThat(server.browser()
                        .get(letterPath(project))
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .startsWith("/account/login/?next=");
        assertThat(reader.browser()
                        .submit(letterPath(project), Map.of("message", " "))
                        .statusCode())
                .isEqualTo(400);
        for (int letter = 0; letter < 10; letter++) {
            assertThat(reader.browser()
                            .submit(letterPath(project), Map.of("message", "x"))
                            .statusCode())
                    .isEqualTo(303);
        }
        assertThat(reader.browser()
                        .submit(letterPath(project), Map.of("message", "one more"))
                        .statusCode())
                .isEqualTo(429);
    }

    @Test
    void a_reported_message_is_shown_to_administrators() {
        Member administrator = server.administrator();
        Writers project = Writers.create();
        Reader reader = project.join();
        project.send("subject=Bargain&message=Buy+this&all_members=True");
        Message message = project.delivered();
        assertThat(reader.browser().submit(path(message), Map.of()).statusCode())
                .isEqualTo(405);
        assertThat(reader.browser()
                        .post(path(message) + "report/", Map.of("reason", "an advertisement"))
                        .statusCode())
                .isEqualTo(303);
        reader.browser().post(path(message) + "report/", Map.of("reason", "once more"));
        String name = project.app().project().name();
        assertThat(new Mailbox(server, administrator.email()).all("message-reported"))
                .filteredOn(mail -> mail.contains(name))
                .as("one report of a message by a member is enough")
                .singleElement()
                .satisfies(mail -> assertThat(mail)
                        .contains("an advertisement", "Bargain", "Buy this")
                        .doesNotContain(reader.member().username()));
    }

    private static String letterPath(Writers project) {
        return project.app().project().activityPath() + "send-message/";
    }

    private static String path(Message message) {
        return "/member/me/messages/" + message.id() + "/";
    }
}
