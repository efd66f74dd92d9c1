package vouchsafe;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.mail.Outbox;

/** What the server has queued for one address, whether or not it has been delivered. */
public final class Mailbox {
    private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+(/\\S+\\?link=\\S+)");

    private final TestServer server;
    private final String email;

    public Mailbox(TestServer server, String email) {
        this.server = server;
        this.email = email;
    }

    /** Kinds of the mails, oldest first. */
    public List<String> kinds() {
        return server.bean(JdbcClient.class)
                .sql("SELECT kind FROM mails WHERE lower(recipient) = lower(:email) ORDER BY id")
                .param("email", email)
                .query(String.class)
                .list();
    }

    /** The texts of the mails of a kind, oldest first. People with duties get mail about what other tests do, too. */
    public List<String> all(String kind) {
        return server
                .bean(JdbcClient.class)
                .sql("SELECT id FROM mails WHERE lower(recipient) = lower(:email) AND kind = :kind ORDER BY id")
                .param("email", email)
                .param("kind", kind)
                .query(UUID.class)
                .list()
                .stream()
                .map(id -> server.bean(Outbox.class).body(id).orElseThrow())
                .toList();
    }

    /** The text of the latest mail of a kind. */
    public String latest(String kind) {
        return all(kind).getLast();
    }

    /** Path and query of the link in the latest mail of a kind, without the path that the server is under. */
    public String link(String kind) {
        Matcher link = LINK.matcher(latest(kind));
        if (!link.find()) {
            throw new AssertionError("no link in the mail " + kind);
        }
        String before = URI.create(server.url("")).getPath();
        return link.group(1).startsWith(before) ? link.group(1).substring(before.length()) : link.group(1);
    }
}
