package vouchsafe.messages;

import static org.awaitility.Awaitility.await;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.MasterTokens;

/** A project that may write to its members, with its master token and the people in it. */
public record Writers(TestApp app, Member coordinator, String masterToken) {
    /** Somebody who joined, and a token of theirs. */
    public record Reader(TestApp app, Member member, WebSession browser, String accessToken) {
        /** The consent as it is now. */
        public Grant grant() {
            return TestServer.shared()
                    .bean(Grants.class)
                    .find(app.project().clientRowId(), member.id())
                    .orElseThrow();
        }

        /** What the project knows them by. */
        public String number() {
            return grant().subject();
        }
    }

    /** A project that asks for the permission to send messages. */
    public static Writers create() {
        return create(Map.of("request_message_permission", "True"));
    }

    /** A project with these fields filled differently. */
    public static Writers create(Map<String, String> fields) {
        Member coordinator = TestServer.shared().member();
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.putIfAbsent("contact_email", "contact-" + coordinator.username() + "@example.org");
        TestApp app = TestApp.create(coordinator, all);
        String token = TestServer.shared()
                .bean(MasterTokens.class)
                .replace(app.project(), coordinator.id())
                .orElseThrow()
                .reveal();
        return new Writers(app, coordinator, token);
    }

    /** A new member who joins. */
    public Reader join() {
        Member member = TestServer.shared().member();
        WebSession browser = TestServer.shared().signedIn(member);
        return new Reader(app, member, browser, app.connect(browser).text("access_token"));
    }

    /** {@code POST message/} with the master token and a urlencoded body. */
    public Answer send(String form) {
        return call("message", form, "application/x-www-form-urlencoded");
    }

    /** {@code POST message/} with the master token and a JSON body. */
    public Answer sendJson(String json) {
        return call("message", json, "application/json");
    }

    /** A call with the master token. */
    public Answer call(String endpoint, String body, String type) {
        return TestApp.post(
                "/api/direct-sharing/project/" + endpoint + "/",
                body,
                Map.of("Authorization", "Bearer " + masterToken, "Content-Type", type));
    }

    /** The latest messages of the project, newest first. */
    public List<Message> sent() {
        return sent(TestServer.shared().bean(Messages.class), app.project().clientRowId());
    }

    private static List<Message> sent(Messages messages, UUID clientRowId) {
        return messages.list(clientRowId, Optional.empty(), 20);
    }

    /** The latest message of the project. */
    public Message latest() {
        return sent().getFirst();
    }

    /** The latest message, once nobody waits for any of them any more. */
    public Message delivered() {
        // The wait looks from a thread of its own.
        Messages messages = TestServer.shared().bean(Messages.class);
        UUID client = app.project().clientRowId();
        await().until(() -> sent(messages, client).stream()
                .noneMatch(each -> messages.counts(each.id()).containsKey(Delivery.State.WAITING)));
        return latest();
    }

    /** Many members at once, without passwords. Their numbers are eight hexadecimal digits. */
    public void crowd(int many) {
        TestServer.shared()
                .bean(JdbcClient.class)
                .sql("""
                    WITH people AS (
                        INSERT INTO members (id, username, name, email, email_verified_at, status, created_at)
                        SELECT gen_random_uuid(), :name || n, 'Crowd', :name || n || '@example.org', now(), 'active', now()
                        FROM generate_series(1, :many) AS n RETURNING id)
                    INSERT INTO grants (id, client_id, member_id, subject, status, version, scopes, sources, all_sources,
                        username_shared, messages_allowed, hidden, created_at, authorized_at)
                    SELECT gen_random_uuid(), :client, id, left(md5(id::text), 8), 'active', 1, '{}', '{}', false, false,
                        true, false, now(), now()
                    FROM people
                    ON CONFLICT DO NOTHING
                    """)
                .param("name", "crowd_" + coordinator.username() + "_")
                .param("many", many)
                .param("client", app.project().clientRowId())
                .update();
    }

    /** Deletes the crowd. */
    public void disperse() {
        // In portions: all of them with what they have are more than a slow machine deletes within one statement's
        // time.
        int gone;
        do {
            gone = TestServer.shared()
                    .bean(JdbcClient.class)
                    .sql("""
                        DELETE FROM members WHERE id IN (
                            SELECT id FROM members WHERE starts_with(username, :name) LIMIT 500)
                        """)
                    .param("name", "crowd_" + coordinator.username() + "_")
                    .update();
        } while (gone > 0);
    }
}
