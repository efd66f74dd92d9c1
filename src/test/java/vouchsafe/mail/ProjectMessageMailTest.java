package vouchsafe.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.net.http.HttpRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.Answer;
import vouchsafe.HostileTexts;
import vouchsafe.MultipartForm;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.messages.Message;
import vouchsafe.messages.MessageText;
import vouchsafe.messages.Messages;
import vouchsafe.messages.Mutes;
import vouchsafe.messages.Writers;
import vouchsafe.messages.Writers.Reader;
import vouchsafe.web.PublicAddress;

/** A project's message as it leaves for a real mail server, headers and envelope included. */
class ProjectMessageMailTest {
    private final TestServer server = TestServer.shared();
    private final JdbcClient sql = server.bean(JdbcClient.class);

    @Test
    void PT_12_a_delivered_message_names_neither_side_to_the_other_and_one_click_ends_its_mail() throws Exception {
        Writers project = Writers.create(Map.of("request_message_permission", "True", "name", "Schlaf & Träume"));
        Reader reader = project.join();
        project.send("subject=Gr%C3%BC%C3%9Fe&message=Hallo+{{PROJECT_MEMBER_ID}}&all_members=True");

        MimeMessage mail = deliver(reader);

        InternetAddress from = (InternetAddress) mail.getFrom()[0];
        assertThat(from.getPersonal()).isEqualTo("Schlaf & Träume");
        assertThat(from.getAddress()).isEqualTo("vouchsafe@data.example.org");
        assertThat(mail.getReplyTo())
                .singleElement()
                .hasToString(project.app().project().details().addresses().contactEmail());
        assertThat(mail.getSubject()).isEqualTo("[Vouchsafe Project Message] Grüße");
        assertThat(mail.getHeader("Return-Path", null))
                .as("what cannot be delivered comes back to this server")
                .isEqualTo("<vouchsafe@data.example.org>");
        List<String> everythingButTheRecipient =
                new ArrayList<>(List.of(mail.getContent().toString()));
        mail.getAllHeaderLines().asIterator().forEachRemaining(everythingButTheRecipient::add);
        everythingButTheRecipient.removeIf(line -> line.startsWith("To:") || line.startsWith("Received:"));
        assertThat(everythingButTheRecipient)
                .noneMatch(line -> line.contains(reader.member().username()));
        assertThat(mail.getContent().toString()).startsWith("Hallo " + reader.number());

        String unsubscribe = MimeUtility.unfold(mail.getHeader("List-Unsubscribe", null));
        String url = unsubscribe.substring(1, unsubscribe.length() - 1);
        assertThat(url).startsWith(server.url("/messages/unsubscribe/?link="));
        assertThat(TestApp.post(url.replace(server.url(""), ""), "List-Unsubscribe=One-Click", Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(server.bean(Mutes.class).muted(reader.grant().id())).isTrue();
    }

    @Test
    void hostile_texts_arrive_as_they_were_sent_in_the_mail_and_on_the_page() throws Exception {
        Writers project = Writers.create(Map.of(
                "request_message_permission",
                "True",
                "name",
                "Zoe\u0308 \ud83d\udc69\u200d\ud83d\udc67 \"q\" <a@b>, \u05e9\u05dc\u05d5\u05dd"));
        Reader reader = project.join();
        Map<String, String> texts = new LinkedHashMap<>(HostileTexts.TEXTS);
        texts.put("as long as may be", HostileTexts.filled(200));
        String all = String.join("\n--\n", texts.values());
        int way = 0;
        for (Map.Entry<String, String> each : texts.entrySet()) {
            String subject = HostileTexts.TEXTS.containsKey(each.getKey())
                    ? HostileTexts.LINES.getOrDefault(each.getKey(), "x")
                    : each.getValue();
            Map<String, String> fields = Map.of("subject", subject, "message", all, "all_members", "True");
            Answer sent = switch (way++ % 3) {
                case 0 -> project.send(TestApp.encode(fields));
                case 1 ->
                    project.sendJson("{\"all_members\":true,\"subject\":" + HostileTexts.escaped(subject)
                            + ",\"message\":" + HostileTexts.escaped(all) + "}");
                default ->
                    TestApp.send(HttpRequest.newBuilder(
                                    new MultipartForm()
                                            .fields(fields)
                                            .to(server.url("/api/direct-sharing/project/message/")),
                                    (name, value) -> true)
                            .header("Authorization", "Bearer " + project.masterToken())
                            .build());
            };
            assertThat(sent.body()).as(each.getKey()).isEqualTo("\"success\"");
            Message message = project.delivered();
            assertThat(new MessageText(message.subject(), message.body()))
                    .as(each.getKey())
                    .isEqualTo(new MessageText(subject.strip(), all));
            MimeMessage mail = deliver(reader);
            assertThat(mail.getSubject())
                    .as("subject of the mail: " + each.getKey())
                    .isEqualTo("[Vouchsafe Project Message] " + subject.strip());
            assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal())
                    .isEqualTo(project.app().project().name());
            assertThat(mail.getContent().toString().replace("\r\n", "\n"))
                    .as("body of the mail: " + each.getKey())
                    .startsWith(all);
            String page = reader.browser().get("/member/me/messages/").body();
            assertThat(HostileTexts.shown(page, subject))
                    .as("in the list: " + each.getKey())
                    .isTrue();
        }
    }

    @Test
    void what_a_message_cannot_hold_is_refused_in_words() {
        Writers project = Writers.create();
        project.join();
        for (String unkept : HostileTexts.UNKEPT_IN_JSON) {
            assertThat(project.sendJson("{\"all_members\":true,\"message\":\"" + unkept + "\"}"))
                    .satisfies(answer -> {
                        assertThat(answer.status()).isEqualTo(400);
                        assertThat(answer.body()).contains("which can't be kept");
                    });
        }
        assertThat(project.send("message=a%00b&all_members=True").body()).contains("NUL character");
        assertThat(project.send("message=a%07b&all_members=True").body()).contains("without control characters");
        assertThat(project.send("message=x&subject=a%E2%80%AEb&all_members=True")
                        .body())
                .contains("turns the direction of writing");
        assertThat(project.send("message=x&all_members=True&"
                                + TestApp.encode(Map.of("subject", HostileTexts.filled(201))))
                        .body())
                .contains("at most 200 characters (it has 201)");
    }

    @Test
    void a_project_called_like_an_encoded_word_is_not_decoded() throws Exception {
        Writers project = Writers.create(Map.of(
                "request_message_permission", "True", "name", "=?utf-8?q?Bank?= of caf\u00e9s \ud83d\ude00".repeat(3)));
        Reader reader = project.join();
        project.send("message=x&all_members=True");
        project.delivered();
        MimeMessage mail = deliver(reader);
        assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal())
                .isEqualTo(project.app().project().name());
        assertThat(mail.getSubject())
                .isEqualTo("[Vouchsafe Project Message] From \""
                        + project.app().project().name() + "\"");
    }

    /** The shared server has no relay: what it kept is delivered by hand. */
    private MimeMessage deliver(Reader reader) {
        Outbox outbox = server.bean(Outbox.class);
        UUID id = await().until(
                        () -> sql.sql("""
                            SELECT id FROM (SELECT id, next_try_at FROM mails WHERE recipient = :email
                                ORDER BY id DESC LIMIT 1) AS latest WHERE next_try_at IS NULL
                            """)
                                .param("email", reader.member().email())
                                .query(UUID.class)
                                .optional(),
                        Optional::isPresent)
                .orElseThrow();
        sql.sql("UPDATE mails SET next_try_at = now() WHERE id = :id")
                .param("id", id)
                .update();
        GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        try {
            MailSettings.Relay relay =
                    new MailSettings.Relay("127.0.0.1", smtp.getSmtp().getPort(), MailSettings.Encryption.NONE, "", "");
            new MailDelivery(
                            outbox,
                            Optional.of(new Relay(relay, "Vouchsafe <vouchsafe@data.example.org>")),
                            server.bean(PublicAddress.class),
                            InstantSource.system(),
                            List.of(server.bean(Messages.class)))
                    .run(id.toString());
            assertThat(sql.sql("SELECT state FROM message_deliveries WHERE mail_id = :id")
                            .param("id", id)
                            .query(String.class)
                            .single())
                    .isEqualTo("mailed");
            return smtp.getReceivedMessages()[0];
        } finally {
            smtp.stop();
        }
    }
}
