package vouchsafe.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.Answer;
import vouchsafe.Mailbox;
import vouchsafe.TestServer;
import vouchsafe.accounts.MemberAdministration;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.consent.Withdrawal;
import vouchsafe.mail.Mail;
import vouchsafe.mail.MailOutcomes;
import vouchsafe.mail.Outbox;
import vouchsafe.mail.QueuedMail;
import vouchsafe.messages.Writers.Reader;

/** From a queued message to the mail of each member, and every way to stop it. */
class MessageDeliveryTest {
    private final TestServer server = TestServer.shared();
    private final Messages messages = server.bean(Messages.class);
    private final JdbcClient sql = server.bean(JdbcClient.class);

    @Test
    void PT_12_the_mail_shows_each_side_no_more_than_it_may_know() {
        Writers project = Writers.create(Map.of(
                "request_message_permission", "True", "request_username_access", "True", "name", "Sleep & Co \"x\""));
        Reader reader = project.join();
        Answer answer = project.send("subject=Results&message=You+are+%7B%7B+PROJECT_MEMBER_ID+%7D%7D&all_members=1");
        assertThat(answer.body())
                .isEqualTo("\"success\"")
                .doesNotContain(reader.member().email());
        project.delivered();

        QueuedMail mail = mail(reader);
        assertThat(mail.senderName()).isEqualTo("Sleep & Co \"x\"");
        assertThat(mail.replyTo())
                .isEqualTo(project.app().project().details().addresses().contactEmail());
        assertThat(mail.subject()).isEqualTo("[Vouchsafe Project Message] Results");
        String text = new Mailbox(server, reader.member().email()).latest("project-message");
        assertThat(text)
                .startsWith("You are " + reader.number() + "\n\n-----")
                .contains(server.url(project.app().project().activityPath() + "send-message/"))
                .contains("If you answer this mail, it will see it.")
                // Whoever answers quotes all of it.
                .doesNotContain(reader.member().email())
                .doesNotContain(reader.member().username())
                .doesNotContain("link=");
        List<Delivery> deliveries = messages.deliveries(project.latest().id(), Optional.empty(), 10);
        assertThat(deliveries)
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.number()).isEqualTo(reader.number()));
        assertThat(deliveries.toString()).doesNotContain(reader.member().email());
    }

    @Test
    void PT_11_a_subject_stays_one_line_and_nothing_in_a_text_is_interpreted() {
        Writers project = Writers.create();
        Reader reader = project.join();
        String body =
                "<b>{% now \"Y\" %}</b> {{ username }} {{PROJECT_MEMBER_ID}} {{  PROJECT_MEMBER_ID}} ${x}\r\n.\r\n$1";
        assertThat(project.sendJson(server.bean(JsonMapper.class)
                                .writeValueAsString(Map.of(
                                        "subject",
                                        " a\r\nBcc: all@example.org\u2028x\t y ",
                                        "message",
                                        body,
                                        "all_members",
                                        true)))
                        .body())
                .isEqualTo("\"success\"");
        project.delivered();
        assertThat(mail(reader).subject()).isEqualTo("[Vouchsafe Project Message] a Bcc: all@example.org x y");
        assertThat(new Mailbox(server, reader.member().email()).latest("project-message"))
                .startsWith("<b>{% now \"Y\" %}</b> {{ username }} " + reader.number() + " " + reader.number()
                        + " ${x}\n.\n$1");
        assertThat(project.send("message=x&all_members=on&subject=").status()).isEqualTo(200);
        project.delivered();
        assertThat(mail(reader).subject())
                .isEqualTo("[Vouchsafe Project Message] From \""
                        + project.app().project().name() + "\"");
    }

    @Test
    void PT_11_what_is_too_large_is_refused() {
        Writers project = Writers.create();
        project.join();
        assertThat(project.send("all_members=on&message=" + "x".repeat(2 * 1024 * 1024))
                        .status())
                .isEqualTo(413);
        Answer long_ = project.send("all_members=on&message=" + "x".repeat(20_001));
        assertThat(long_.status()).isEqualTo(400);
        assertThat(long_.json().at("/errors/message/0").asString())
                .isEqualTo("Ensure this value has at most 20000 characters (it has 20001).");
        String longest = "ü".repeat(20_000);
        assertThat(project.send("all_members=on&message=" + URLEncoder.encode(longest, StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(200);
        assertThat(project.latest().body()).isEqualTo(longest);
    }

    @Test
    void PT_11_ten_thousand_members_are_queued_at_once_and_written_to_little_by_little() {
        Writers project = Writers.create();
        project.crowd(10_000);
        assertThat(project.send("message=x&all_members=True").status()).isEqualTo(200);
        Message message = project.latest();
        // Random numbers of eight digits meet now and then.
        assertThat(message.recipients()).isBetween(9_990, 10_000);
        await().until(() -> messages.counts(message.id()).containsKey(Delivery.State.PASSED_ON));
        // A hundred each ten seconds: most wait for a quarter of an hour.
        assertThat(messages.counts(message.id()).get(Delivery.State.PASSED_ON)).isLessThan(message.recipients());
        sql.sql("DELETE FROM messages WHERE id = :id").param("id", message.id()).update();
        project.disperse();
    }

    @Test
    void a_member_who_leaves_gets_nothing_that_has_not_left_the_server() {
        Writers project = Writers.create();
        Reader leaves = project.join();
        Reader stays = project.join();
        project.send("message=x&all_members=True");
        Message message = project.delivered();
        // As if the mail server had been away.
        UUID mail = mail(leaves).id();
        await().until(() -> stateOf(mail).equals("kept"));
        sql.sql("UPDATE message_deliveries SET state = 'mailing' WHERE mail_id = :mail")
                .param("mail", mail)
                .update();
        sql.sql("UPDATE message_deliveries SET state = 'waiting' WHERE mail_id = :mail")
                .param("mail", mail(stays).id())
                .update();

        leaves.browser()
                .submit("/direct-sharing/projects/leave/" + leaves.grant().id() + "/", Map.of());
        messages.cancelFor(stays.grant().id());

        assertThat(server.bean(Outbox.class).find(mail)).isEmpty();
        assertThat(messages.counts(message.id())).isEqualTo(Map.of(Delivery.State.CANCELLED, 2L));
        assertThat(messages.passOn(message, 10, (each, to) -> UUID.randomUUID()))
                .isFalse();
        assertThat(project.send("message=x&project_member_ids=" + leaves.number())
                        .json()
                        .at("/errors/project_member_ids/0")
                        .asString())
                .isEqualTo("Invalid project member ID(s): " + leaves.number());
    }

    @Test
    void PT_03_whoever_withdraws_while_a_message_is_passed_on_gets_no_mail() throws Exception {
        Writers project = Writers.create();
        Reader leaves = project.join();
        project.send("message=x&all_members=True");
        Message message = project.delivered();
        sql.sql("UPDATE message_deliveries SET state = 'waiting', mail_id = NULL WHERE message_id = :id")
                .param("id", message.id())
                .update();
        UUID[] mail = {null};
        Thread withdrawal = new Thread(() -> server.bean(Withdrawal.class)
                .byMember(leaves.member().id(), leaves.grant().id(), false));

        messages.passOn(message, 10, (each, to) -> {
            withdrawal.start();
            await().until(() -> sql.sql("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
                    .query(Boolean.class)
                    .single());
            mail[0] = server.bean(Outbox.class)
                    .queue(new Mail(Messages.MAIL_KIND, String.valueOf(to.email()), null, "s", "b"));
            return mail[0];
        });
        withdrawal.join(10_000);

        assertThat(leaves.grant().active()).isFalse();
        assertThat(messages.counts(message.id())).isEqualTo(Map.of(Delivery.State.CANCELLED, 1L));
        assertThat(server.bean(Outbox.class).find(mail[0])).isEmpty();
    }

    @Test
    void a_suspended_member_gets_nothing_and_is_unknown_to_the_project() {
        Writers project = Writers.create();
        Reader reader = project.join();
        project.join();
        server.bean(MemberAdministration.class)
                .suspend(
                        new SignedInMember(server.administrator().id(), "admin", true, true, true, 0),
                        reader.member(),
                        "test");
        assertThat(project.send("message=x&all_members=True").status()).isEqualTo(200);
        assertThat(project.delivered().recipients()).isEqualTo(1);
        assertThat(project.send("message=x&project_member_ids=" + reader.number())
                        .body())
                .contains("Invalid project member ID(s)");
        assertThat(new Mailbox(server, reader.member().email()).kinds()).doesNotContain("project-message");
    }

    @Test
    void one_who_did_not_agree_to_messages_is_skipped_among_all_and_refused_by_name() {
        Writers project = Writers.create();
        Reader silent = project.join();
        Reader open = project.join();
        sql.sql("UPDATE grants SET messages_allowed = false WHERE id = :id")
                .param("id", silent.grant().id())
                .update();
        assertThat(project.send("message=x&project_member_ids=" + silent.number() + "," + open.number())
                        .body())
                .contains("Members who have not agreed to messages from this project: " + silent.number());
        assertThat(project.send("message=x&all_members=True").body()).isEqualTo("\"success\"");
        assertThat(project.delivered().recipients()).isEqualTo(1);
        assertThat(new Mailbox(server, silent.member().email()).kinds()).isEmpty();
    }

    @Test
    void a_muted_project_reaches_the_member_here_without_mail_and_cannot_tell() {
        Writers project = Writers.create();
        Reader muted = project.join();
        Reader open = project.join();
        server.bean(Mutes.class).mute(muted.grant().id());
        project.send("message=psst&all_members=True");
        Message message = project.delivered();
        UUID mail = mail(open).id();
        await().until(() -> stateOf(mail).equals("kept"));

        assertThat(new Mailbox(server, muted.member().email()).kinds()).isEmpty();
        assertThat(messages.received(muted.member().id(), message.id())
                        .orElseThrow()
                        .body())
                .isEqualTo("psst");
        List<Delivery> deliveries = messages.deliveries(message.id(), Optional.empty(), 10);
        assertThat(deliveries).extracting(Delivery::state).containsOnly(Delivery.State.PASSED_ON);
        assertThat(deliveries.stream().map(Delivery::at).distinct().toList())
                .as("not even by the time")
                .hasSize(1);
    }

    @Test
    void mail_that_is_refused_for_good_is_told_to_the_project_without_the_address() {
        Writers project = Writers.create();
        Reader reader = project.join();
        project.send("message=x&all_members=True");
        Message message = project.delivered();
        messages.settled(mail(reader).id(), Messages.MAIL_KIND, MailOutcomes.Outcome.FAILED);
        assertThat(messages.counts(message.id())).isEqualTo(Map.of(Delivery.State.MAIL_FAILED, 1L));
        assertThat(messages.received(reader.member().id(), message.id()))
                .as("it can be read here")
                .isPresent();
    }

    private String stateOf(UUID mail) {
        return sql.sql("SELECT state FROM message_deliveries WHERE mail_id = :mail")
                .param("mail", mail)
                .query(String.class)
                .single();
    }

    private QueuedMail mail(Reader reader) {
        return server.bean(Outbox.class)
                .find(sql.sql("SELECT id FROM mails WHERE recipient = :email ORDER BY id DESC LIMIT 1")
                        .param("email", reader.member().email())
                        .query(UUID.class)
                        .single())
                .orElseThrow();
    }
}
