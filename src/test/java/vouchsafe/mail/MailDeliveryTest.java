package vouchsafe.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.db.Job;
import vouchsafe.web.PublicAddress;

/** Real mail to a real SMTP server, each attempt made by hand: the shared server itself has no relay. */
class MailDeliveryTest {
    private static final PublicAddress PUBLIC = new PublicAddress(URI.create("https://data.example.org"));

    private final TestServer server = TestServer.shared();
    private final Outbox outbox = server.bean(Outbox.class);
    private final JdbcClient sql = server.bean(JdbcClient.class);
    private GreenMail smtp;

    @BeforeEach
    void start() {
        smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.start();
    }

    @AfterEach
    void stop() {
        smtp.stop();
    }

    @Test
    void a_mail_arrives_with_its_sender_reply_address_subject_and_text() throws Exception {
        UUID id = waiting(new Mail(
                "message",
                "ada@example.org",
                "project@example.org",
                "Grüße: 50 % fertig",
                "Höhe über alles\nzweite Zeile\n"));
        assertThat(delivery().run(id.toString())).isEqualTo(new Job.Outcome.Done());
        MimeMessage mail = smtp.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("Grüße: 50 % fertig");
        assertThat(mail.getFrom()[0]).hasToString("Vouchsafe <vouchsafe@data.example.org>");
        assertThat(mail.getReplyTo()[0]).hasToString("project@example.org");
        assertThat(mail.getAllRecipients()).singleElement().hasToString("ada@example.org");
        assertThat(mail.getContent().toString().replace("\r", "")).startsWith("Höhe über alles\nzweite Zeile");
        assertThat(mail.getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getMessageID()).isEqualTo("<" + id + "@data.example.org>");
        assertThat(outbox.find(id).orElseThrow().state()).isEqualTo(QueuedMail.State.SENT);
    }

    @Test
    void a_mail_may_carry_another_name_and_one_click_that_ends_its_kind() throws Exception {
        String end = "https://data.example.org/messages/unsubscribe/?link=" + "x".repeat(60);
        UUID id = waiting(new Mail(
                "project-message", "ada@example.org", "Schlaf, \"Traum\" & Co <x@example.org>", null, "s", "b", end));
        assertThat(outbox.unsubscribe(id)).contains(end);
        delivery().run(id.toString());
        MimeMessage mail = smtp.getReceivedMessages()[0];
        assertThat(mail.getFrom()).singleElement().satisfies(from -> {
            InternetAddress sender = (InternetAddress) from;
            assertThat(sender.getAddress()).isEqualTo("vouchsafe@data.example.org");
            assertThat(sender.getPersonal()).isEqualTo("Schlaf, \"Traum\" & Co <x@example.org>");
        });
        assertThat(MimeUtility.unfold(mail.getHeader("List-Unsubscribe", null))).isEqualTo("<" + end + ">");
        assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(outbox.unsubscribe(id)).as("a link that acts is not kept").isEmpty();
    }

    @Test
    void a_mail_that_was_taken_back_is_not_sent() {
        UUID id = waiting(mail());
        outbox.cancel(List.of(id));
        assertThat(delivery().run(id.toString())).isEqualTo(new Job.Outcome.Done());
        assertThat(smtp.getReceivedMessages()).isEmpty();
    }

    @Test
    void EN_02_what_a_delivered_mail_said_is_not_kept() {
        UUID id = waiting(mail());
        assertThat(outbox.body(id)).isPresent();
        delivery().run(id.toString());
        assertThat(outbox.body(id)).isEmpty();
    }

    @Test
    void a_mail_waits_while_the_relay_is_down_and_arrives_when_it_is_back() {
        int port = smtp.getSmtp().getPort();
        smtp.stop();
        UUID id = waiting(mail());
        MailDelivery delivery = delivery(port);
        assertThat(delivery.run(id.toString())).isInstanceOf(Job.Outcome.TryAgain.class);
        QueuedMail waiting = outbox.find(id).orElseThrow();
        assertThat(waiting.state()).isEqualTo(QueuedMail.State.WAITING);
        assertThat(waiting.nextTryAt()).isAfter(Instant.now());
        assertThat(waiting.failure()).contains("Connect");
        smtp = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        assertThat(delivery.run(id.toString())).isEqualTo(new Job.Outcome.Done());
        assertThat(smtp.getReceivedMessages()).hasSize(1);
        assertThat(outbox.find(id).orElseThrow().attempts()).isEqualTo(2);
    }

    @Test
    void a_mail_is_given_up_in_the_end_and_the_reason_is_kept() {
        int port = smtp.getSmtp().getPort();
        smtp.stop();
        UUID id = waiting(mail());
        MailDelivery delivery = delivery(port);
        int attempts = 1;
        while (delivery.run(id.toString()) instanceof Job.Outcome.TryAgain) {
            attempts++;
        }
        assertThat(attempts).isEqualTo(9);
        QueuedMail mail = outbox.find(id).orElseThrow();
        assertThat(mail.state()).isEqualTo(QueuedMail.State.GIVEN_UP);
        assertThat(mail.failure()).isNotBlank();
    }

    @Test
    void encryption_that_was_asked_for_is_insisted_on() {
        UUID id = waiting(mail());
        MailSettings.Relay relay =
                new MailSettings.Relay("127.0.0.1", smtp.getSmtp().getPort(), MailSettings.Encryption.STARTTLS, "", "");
        assertThat(delivery(relay).run(id.toString())).isInstanceOf(Job.Outcome.TryAgain.class);
        assertThat(smtp.getReceivedMessages()).isEmpty();
    }

    @Test
    void PT_11_no_value_adds_a_header_line() throws Exception {
        for (String evil :
                new String[] {"a\r\nBcc: all@example.org", "a\nBcc: x@example.org", "a\rBcc: x@example.org"}) {
            assertThatThrownBy(() -> new Mail("k", "a@example.org", null, evil, "b"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Mail("k", evil, null, "s", "b")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Mail("k", "a@example.org", evil, "s", "b"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        UUID id = waiting(new Mail(
                "k",
                "ada@example.org",
                null,
                "tricky\u2028Bcc: x@example.org\u0085X: y",
                "Bcc: x@example.org\r\n.\r\nQUIT\r\n"));
        delivery().run(id.toString());
        MimeMessage mail = smtp.getReceivedMessages()[0];
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getHeader("X")).isNull();
        assertThat(mail.getAllRecipients()).singleElement().hasToString("ada@example.org");
    }

    @Test
    void an_address_that_names_several_people_reaches_none() {
        UUID id = waiting(new Mail("k", "ada@example.org, eve@example.org", null, "s", "b"));
        assertThat(delivery().run(id.toString())).isEqualTo(new Job.Outcome.Done());
        assertThat(smtp.getReceivedMessages()).isEmpty();
        assertThat(outbox.find(id).orElseThrow().state()).isEqualTo(QueuedMail.State.GIVEN_UP);
    }

    @Test
    void without_a_relay_a_mail_is_kept_and_its_link_is_logged_only_on_a_laptop() {
        String link = "http://localhost:8080/account/verify/" + UUID.randomUUID() + "/";
        UUID id = waiting(new Mail("verify-email", "ada@example.org", null, "s", "Follow " + link + " please."));
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger logger = (Logger) LoggerFactory.getLogger(MailDelivery.class);
        logger.addAppender(lines);
        try {
            without(PUBLIC).run(id.toString());
            assertThat(outbox.find(id).orElseThrow().state()).isEqualTo(QueuedMail.State.KEPT);
            assertThat(lines.list).noneMatch(line -> line.getFormattedMessage().contains(link));
            assertThat(lines.list)
                    .anyMatch(line -> line.getFormattedMessage().contains("event=mail.kept mail=" + id)
                            && line.getFormattedMessage().contains("recipient=a***@example.org"));
            UUID again = waiting(new Mail("verify-email", "ada@example.org", null, "s", "Follow " + link + " please."));
            without(new PublicAddress(URI.create("http://localhost:8080"))).run(again.toString());
            assertThat(lines.list).anyMatch(line -> line.getFormattedMessage().endsWith("link=" + link));
        } finally {
            logger.detachAppender(lines);
        }
    }

    @Test
    void the_server_itself_takes_mail_from_the_queue() {
        UUID id = outbox.queue(mail());
        await().until(() -> outbox.find(id).orElseThrow().state() == QueuedMail.State.KEPT);
        assertThat(outbox.body(id)).contains("body");
    }

    private static Mail mail() {
        return new Mail("test", "ada@example.org", null, "subject", "body");
    }

    /** A mail that only this test delivers: the server has looked at it, kept it, and is done with it. */
    private UUID waiting(Mail mail) {
        UUID id = outbox.queue(mail);
        await().until(() -> outbox.find(id).orElseThrow().state() == QueuedMail.State.KEPT);
        sql.sql("UPDATE mails SET next_try_at = now() WHERE id = :id")
                .param("id", id)
                .update();
        return id;
    }

    private MailDelivery delivery() {
        return delivery(smtp.getSmtp().getPort());
    }

    private MailDelivery delivery(int port) {
        return delivery(new MailSettings.Relay("127.0.0.1", port, MailSettings.Encryption.NONE, "", ""));
    }

    private MailDelivery delivery(MailSettings.Relay relay) {
        return new MailDelivery(
                outbox,
                Optional.of(new Relay(relay, "Vouchsafe <vouchsafe@data.example.org>")),
                PUBLIC,
                InstantSource.system(),
                List.of());
    }

    private MailDelivery without(PublicAddress address) {
        return new MailDelivery(outbox, Optional.empty(), address, InstantSource.system(), List.of());
    }
}
