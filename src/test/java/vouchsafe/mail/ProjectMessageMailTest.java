package vouchsafe.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
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

    /** The shared server has no relay: what it kept is delivered by hand. */
    private MimeMessage deliver(Reader reader) {
        Outbox outbox = server.bean(Outbox.class);
        UUID id = await().until(
                        () -> sql.sql("SELECT id FROM mails WHERE recipient = :email AND next_try_at IS NULL")
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
