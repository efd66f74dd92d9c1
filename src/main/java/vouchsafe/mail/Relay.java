package vouchsafe.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import vouchsafe.web.TypedText;

/** The mail server that takes our mail. Waits a bounded time for every answer; insists on encryption where it is asked to. */
final class Relay {
    private static final String CONNECT_MILLISECONDS = "10000";
    private static final String ANSWER_MILLISECONDS = "30000";

    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
    private final String from;

    Relay(MailSettings.Relay relay, String from) {
        this.from = from;
        sender.setHost(relay.host());
        sender.setPort(relay.port());
        sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
        Properties properties = sender.getJavaMailProperties();
        properties.setProperty("mail.smtp.connectiontimeout", CONNECT_MILLISECONDS);
        properties.setProperty("mail.smtp.timeout", ANSWER_MILLISECONDS);
        properties.setProperty("mail.smtp.writetimeout", ANSWER_MILLISECONDS);
        describe(relay, properties);
        if (!relay.user().isEmpty()) {
            sender.setUsername(relay.user());
            sender.setPassword(relay.password());
        }
    }

    /** How to speak with this relay, in the properties of Jakarta Mail. */
    static void describe(MailSettings.Relay relay, Properties properties) {
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        if (!relay.user().isEmpty()) {
            properties.setProperty("mail.smtp.auth", "true");
        }
        switch (relay.encryption()) {
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case IMPLICIT -> properties.setProperty("mail.smtp.ssl.enable", "true");
            case NONE -> {}
        }
    }

    /** How handing over a mail ended. */
    sealed interface Result {
        record Taken() implements Result {}

        /** Not now: the relay is down, or asks to come back. */
        record Later(String reason) implements Result {}

        /** Never: the relay refuses this recipient or this mail for good. */
        record Never(String reason) implements Result {}
    }

    /** Hands over one mail; the same mail keeps its Message-ID, so that a receiver can see a repetition. */
    Result hand(QueuedMail mail, String body, Optional<String> unsubscribe) {
        try {
            MimeMessage message = message(mail, body);
            if (unsubscribe.isPresent()) {
                // RFC 8058: one POST, without signing in, ends mails of this kind.
                message.setHeader("List-Unsubscribe", "<" + unsubscribe.get() + ">");
                message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            }
            sender.send(message);
            return new Result.Taken();
        } catch (MailException | MessagingException failure) {
            Throwable root = root(failure);
            String reason = firstLine(root);
            return permanent(failure) || root instanceof AddressException
                    ? new Result.Never(reason)
                    : new Result.Later(reason);
        }
    }

    private MimeMessage message(QueuedMail mail, String body) throws MessagingException {
        MimeMessage message = sender.createMimeMessage();
        InternetAddress sent = new InternetAddress(from, true);
        message.setFrom(named(sent, mail.senderName()));
        message.setRecipient(MimeMessage.RecipientType.TO, new InternetAddress(mail.recipient(), true));
        String replyTo = mail.replyTo();
        if (replyTo != null) {
            message.setReplyTo(new InternetAddress[] {new InternetAddress(replyTo, true)});
        }
        if (EncodedWords.resembles(mail.subject())) {
            message.setHeader("Subject", EncodedWords.of(mail.subject()));
        } else {
            message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        }
        message.setText(body, StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(mail.createdAt()));
        // RFC 3834: no holiday notice shall answer this.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("Message-ID", "<" + mail.id() + "@" + domain(sent) + ">");
        return message;
    }

    private static InternetAddress named(InternetAddress own, @Nullable String name) throws AddressException {
        if (name == null) {
            return own;
        }
        if (EncodedWords.resembles(name)) {
            return new InternetAddress(EncodedWords.of(name) + " <" + own.getAddress() + ">");
        }
        try {
            return new InternetAddress(own.getAddress(), name, StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String domain(InternetAddress address) {
        String text = address.getAddress();
        return text.substring(text.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    /** Whether the relay refused the recipient for good (codes 550, 551, 553); a full mailbox may be empty tomorrow. */
    private static boolean permanent(Exception failure) {
        return failure instanceof MailSendException sending
                && sending.getFailedMessages().values().stream()
                        .anyMatch(each -> each instanceof SendFailedException refused
                                && refused.getInvalidAddresses() != null
                                && refused.getInvalidAddresses().length > 0);
    }

    private static Throwable root(Exception failure) {
        Throwable root = failure instanceof MailSendException sending
                ? sending.getFailedMessages().values().stream().findFirst().orElse(failure)
                : failure;
        for (int depth = 0; depth < 10; depth++) {
            Throwable next = root instanceof MessagingException messaging && messaging.getNextException() != null
                    ? messaging.getNextException()
                    : root.getCause();
            if (next == null) {
                return root;
            }
            root = next;
        }
        return root;
    }

    private static String firstLine(Throwable failure) {
        String line = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        String reason = failure.getClass().getSimpleName() + ": " + line;
        return TypedText.cut(reason, 300);
    }
}
