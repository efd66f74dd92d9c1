package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;
import vouchsafe.embedded.EmbeddedDatabase;

/** Checklist lines CC-08 and RV-08: a server whose database is gone says so, and gives nothing out of memory. */
@Tag("slow")
class DatabaseAwayTest {
    @TempDir
    Path folder;

    @Test
    void CC_08_RV_08_without_its_database_a_server_answers_503_and_issues_nothing() {
        EmbeddedDatabase database = EmbeddedDatabase.start(folder, (from, to, scratch) -> {});
        try (Node node = Node.over(database.jdbcUrl())) {
            Clients clients = node.bean(Clients.class);
            Client client = clients.create(StandardApp.plan(true, false));
            String secret = clients.issueSecret(client.id(), Instant.now()).reveal();
            StandardApp app = new StandardApp(client, secret, Pkce.random(), node.url());
            // It knows the client by heart now.
            assertThat(app.refresh("x").status()).isEqualTo(400);
            assertThat(get(node, "/health/ready").status()).isEqualTo(200);

            database.close();
            String seal = "4657-" + "A".repeat(60);
            for (Answer answer :
                    new Answer[] {app.refresh(genuine(node)), app.exchange(genuineCode(node)), app.revoke(genuine(node))
                    }) {
                assertThat(answer.status()).as(answer.body()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isPresent();
                assertThat(answer.body()).doesNotContain("access_token", "Exception");
            }
            assertThat(app.refresh(seal).status()).isIn(400, 503);
            assertThat(get(node, "/health/ready").status()).isEqualTo(503);
            assertThat(get(node, "/health/live").status()).isEqualTo(200);
            for (String path : List.of(app.authorizePath(Map.of()), "/direct-sharing/projects/manage/")) {
                Answer page = withSession(node, path);
                assertThat(page.status()).as(path).isEqualTo(503);
                assertThat(page.header("Retry-After")).isPresent();
                assertThat(page.body()).contains("cannot answer just now").doesNotContain("Exception", "at vouchsafe");
            }
        } finally {
            database.close();
        }
    }

    private static String genuine(Node node) {
        return Sealed.refreshToken(node.bean(Seals.class));
    }

    private static String genuineCode(Node node) {
        return Sealed.code(node.bean(Seals.class));
    }

    /** As a browser that signed in before the database went away. */
    private static Answer withSession(Node node, String path) {
        String session = UUID.randomUUID().toString();
        String cookie = "vouchsafe=" + session + "." + node.bean(Seals.class).sign(SealKind.SESSION, session);
        return TestApp.send(HttpRequest.newBuilder(URI.create(node.url() + path))
                .header("Cookie", cookie)
                .build());
    }

    private static Answer get(Node node, String path) {
        return TestApp.send(
                HttpRequest.newBuilder(URI.create(node.url() + path)).build());
    }
}
