package vouchsafe.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.eclipse.angus.mail.util.MailConnectException;

/** Speaks with the relay up to the point where a mail would follow, and says goodbye. */
public final class RelayProbe {
    private static final String LONGEST_WAIT = "8000";
    private static final int OK = 250;

    private RelayProbe() {}

    /** How far the conversation came. */
    public sealed interface Result {
        record Well() implements Result {}

        record Unreachable(String words) implements Result {}

        /** The relay has no TLS, or a certificate that does not stand for it. */
        record NoTls(String words) implements Result {}

        record SignInRefused(String words) implements Result {}

        record SenderRefused(String words) implements Result {}
    }

    /** Connects, encrypts, signs in, and names the sender, as delivery does. */
    public static Result look(MailSettings.Relay relay, String from) {
        Properties properties = new Properties();
        Relay.describe(relay, properties);
        properties.setProperty("mail.smtp.connectiontimeout", LONGEST_WAIT);
        properties.setProperty("mail.smtp.timeout", LONGEST_WAIT);
        properties.setProperty("mail.smtp.writetimeout", LONGEST_WAIT);
        boolean signIn = !relay.user().isEmpty();
        try (SMTPTransport transport =
                (SMTPTransport) Session.getInstance(properties).getTransport("smtp")) {
            transport.connect(
                    relay.host(), relay.port(), signIn ? relay.user() : null, signIn ? relay.password() : null);
            return sender(transport, from);
        } catch (AuthenticationFailedException refused) {
            return new Result.SignInRefused(words(refused));
        } catch (MailConnectException unreachable) {
            return new Result.Unreachable(words(unreachable));
        } catch (MessagingException failure) {
            return aboutTls(failure) ? new Result.NoTls(words(failure)) : new Result.Unreachable(words(failure));
        }
    }

    private static Result sender(SMTPTransport transport, String from) {
        try {
            transport.issueCommand("MAIL FROM:<" + from + ">", OK);
            transport.issueCommand("RSET", OK);
            return new Result.Well();
        } catch (MessagingException refused) {
            return new Result.SenderRefused(words(refused));
        }
    }

    private static boolean aboutTls(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 10; cause = cause.getCause()) {
            String said = String.valueOf(cause.getMessage());
            if (cause instanceof SSLException || said.contains("STARTTLS") || said.contains("TLS")) {
                return true;
            }
            depth++;
        }
        return false;
    }

    private static String words(Throwable failure) {
        Throwable last = failure;
        int depth = 0;
        while (last.getCause() != null && depth < 10) {
            last = last.getCause();
            depth++;
        }
        String said = String.valueOf(last.getMessage()).strip();
        return said.isEmpty() || said.equals("null")
                ? last.getClass().getSimpleName()
                : said.lines().findFirst().orElse("");
    }
}
