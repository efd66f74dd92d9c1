package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.NewMember;
import vouchsafe.accounts.Password;
import vouchsafe.clients.Client;
import vouchsafe.clients.ClientRegistration;
import vouchsafe.clients.Clients;
import vouchsafe.clients.Lifetimes;
import vouchsafe.clients.NewClient;
import vouchsafe.clients.RedirectUri;
import vouchsafe.crypto.RandomText;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.grants.Permissions;
import vouchsafe.oauth.AuthorizationRequest;
import vouchsafe.oauth.Authorizations;

/** 100 apps refresh while the server is killed, and then its database: what was answered is still good afterwards. */
@Tag("slow")
@Order(1)
class RefreshSurvivesKillTest {
    private static final String CALLBACK = "https://app.example.org/cb";
    private static final int APPS = 100;

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    /** An app and the newest refresh token it was given. */
    private final class App {
        final String clientId;
        final String code;
        volatile String token = "";

        App(String clientId, String code) {
            this.clientId = clientId;
            this.code = code;
        }

        /** Status of the answer; 0 where nobody answered. */
        int send(String base, String form) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/oauth2/token/"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .timeout(Duration.ofSeconds(30))
                    .POST(HttpRequest.BodyPublishers.ofString(form + "&client_id=" + clientId))
                    .build();
            try {
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    token = JsonMapper.shared()
                            .readTree(answer.body())
                            .path("refresh_token")
                            .asString();
                }
                return answer.statusCode();
            } catch (IOException nobody) {
                return 0;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return 0;
            }
        }

        int exchange(String base) {
            return send(base, "grant_type=authorization_code&code=" + code + "&redirect_uri=" + CALLBACK);
        }

        int refresh(String base) {
            return send(base, "grant_type=refresh_token&refresh_token=" + token);
        }
    }

    @Test
    void every_answered_refresh_is_good_after_the_server_or_its_database_was_killed() throws Exception {
        Path data = folder.resolve("data");
        List<App> apps = connect(data);
        try (VouchsafeProcess server = VouchsafeProcess.serve(data)) {
            for (App app : apps) {
                assertThat(app.exchange(server.base())).isEqualTo(200);
            }
            refreshWhile(apps, server.base(), server::kill);
        }
        App revoked = apps.removeLast();
        try (VouchsafeProcess server = VouchsafeProcess.serve(data)) {
            assertAllGood(apps, server.base());
            revoke(revoked, server.base());
            refreshWhile(apps, server.base(), () -> VouchsafeProcess.kill(server.postgres()));
            while (server.status("/health/ready") != 200) {
                Thread.sleep(50);
            }
            assertAllGood(apps, server.base());
        }
        // RT-12: nor is anything forgotten that was ended.
        try (VouchsafeProcess server = VouchsafeProcess.serve(data)) {
            assertThat(revoked.refresh(server.base())).isEqualTo(400);
            assertAllGood(apps, server.base());
        }
    }

    /** Refreshes with all apps while the blow falls; each ends with what it had under way then. */
    private static void refreshWhile(List<App> apps, String base, Runnable blow) throws InterruptedException {
        AtomicInteger answered = new AtomicInteger();
        AtomicBoolean fallen = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (App app : apps) {
            threads.add(Thread.ofVirtual().start(() -> {
                while (!fallen.get() && app.refresh(base) == 200) {
                    answered.incrementAndGet();
                }
            }));
        }
        long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (answered.get() < 3 * APPS && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        blow.run();
        fallen.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(answered.get()).isGreaterThanOrEqualTo(3 * APPS);
    }

    private static void assertAllGood(List<App> apps, String base) {
        for (App app : apps) {
            assertThat(app.refresh(base)).as(app.clientId).isEqualTo(200);
        }
    }

    private void revoke(App app, String base) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/oauth2/revoke_token/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("client_id=" + app.clientId + "&token=" + app.token))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    /** One member who connected 100 apps, made before the server that is killed is started. */
    private List<App> connect(Path data) {
        List<App> apps = new ArrayList<>();
        try (Server server = Server.start(Settings.of(Map.of(Setting.PORT, "0", Setting.DATA_DIR, data.toString())))) {
            ConfigurableApplicationContext context = server.context();
            Member member = context.getBean(Members.class)
                    .create(new NewMember(
                            "someone", "Someone", "someone@example.org", true, new Password("a long password"), false));
            for (int i = 0; i < APPS; i++) {
                Client client = context.getBean(Clients.class).create(plan());
                Grant grant = context.getBean(Grants.class)
                        .authorize(
                                client.id(),
                                member.id(),
                                new Permissions(1, List.of("read"), List.of(), false, false, false),
                                false,
                                "{}");
                AuthorizationRequest request = new AuthorizationRequest(
                        client, CALLBACK, true, null, List.of("read"), null, null, Set.of(), null);
                String code = context.getBean(Authorizations.class)
                        .issueCode(request, grant, member.credentials())
                        .orElseThrow()
                        .reveal();
                apps.add(new App(client.clientId(), code));
            }
        }
        return apps;
    }

    private static NewClient plan() {
        return new NewClient(
                RandomText.alphanumeric(40),
                Client.Kind.REGISTERED,
                new ClientRegistration(
                        "Refreshing app",
                        null,
                        Set.of("authorization_code", "refresh_token"),
                        List.of(new RedirectUri(CALLBACK)),
                        false,
                        false,
                        false),
                false,
                List.of("read"),
                Lifetimes.OPEN_HUMANS);
    }
}
