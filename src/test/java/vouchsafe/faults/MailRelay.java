package vouchsafe.faults;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A mail relay that can be away, at one port, and remembers what it was given. */
final class MailRelay implements AutoCloseable {
    private static final Pattern LETTER = Pattern.compile("Letter-\\d+-");

    private final Map<String, Integer> before = new TreeMap<>();
    private final int port;
    private @Nullable GreenMail running;

    MailRelay() {
        GreenMail first = relay(0);
        running = first;
        port = first.getSmtp().getPort();
    }

    private static GreenMail relay(int port) {
        GreenMail relay = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        relay.start();
        return relay;
    }

    int port() {
        return port;
    }

    /** How many mails came for each letter of a {@link Correspondent}. */
    synchronized Map<String, Integer> arrived() {
        Map<String, Integer> all = new TreeMap<>(before);
        GreenMail relay = running;
        if (relay != null) {
            for (MimeMessage mail : relay.getReceivedMessages()) {
                letter(mail, all);
            }
        }
        return all;
    }

    private static void letter(MimeMessage mail, Map<String, Integer> counts) {
        try {
            Matcher letter = LETTER.matcher(String.valueOf(mail.getSubject()));
            if (letter.find()) {
                counts.merge(letter.group(), 1, Integer::sum);
            }
        } catch (MessagingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    synchronized void goAway() {
        Map<String, Integer> all = arrived();
        before.clear();
        before.putAll(all);
        GreenMail relay = running;
        running = null;
        if (relay != null) {
            relay.stop();
        }
    }

    synchronized void comeBack() {
        running = relay(port);
    }

    @Override
    public void close() {
        goAway();
    }
}
