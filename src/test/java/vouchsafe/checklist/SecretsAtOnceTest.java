package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.clients.Client;
import vouchsafe.clients.ClientRegistration;
import vouchsafe.clients.Clients;
import vouchsafe.clients.Lifetimes;
import vouchsafe.clients.NewClient;
import vouchsafe.clients.RedirectUri;
import vouchsafe.oauth.DeveloperTokens;
import vouchsafe.oauth.Secret;
import vouchsafe.projects.MasterToken;
import vouchsafe.projects.MasterTokens;
import vouchsafe.projects.Project;
import vouchsafe.projects.WebhookSecret;
import vouchsafe.projects.WebhookSettings;

/** "New secret", pressed several times at the same moment: no more live than may, and whoever is shown one has a good one. */
class SecretsAtOnceTest {
    private static final int ROUNDS = 10;

    private final TestServer server = TestServer.shared();
    private final Clients clients = server.bean(Clients.class);

    private Client client() {
        Client made = clients.create(new NewClient(
                UUID.randomUUID().toString(),
                Client.Kind.REGISTERED,
                new ClientRegistration(
                        "An app",
                        null,
                        NewClient.CODE_FLOW,
                        List.of(new RedirectUri("https://app.example.org/cb")),
                        true,
                        false,
                        false),
                false,
                List.of("annotation:read"),
                Lifetimes.HYPOTHESIS));
        clients.issueSecret(made.id(), Instant.now());
        return current(made);
    }

    private Client current(Client client) {
        return clients.byClientId(client.clientId()).orElseThrow();
    }

    private long live(Client client) {
        return current(client).secrets().stream()
                .filter(secret -> secret.live(Instant.now()))
                .count();
    }

    private Optional<String> issue(Client client, Instant oldOnesEnd) {
        try {
            return Optional.of(clients.issueSecret(client.id(), oldOnesEnd).reveal());
        } catch (Clients.TwoSecretsLive oneTooMany) {
            return Optional.empty();
        }
    }

    @Test
    void of_a_clients_secrets_two_live_and_the_newest_was_shown() {
        for (int round = 0; round < ROUNDS; round++) {
            Client client = client();
            // Half of them end the old ones now, half in a week.
            List<Optional<String>> shown = AtOnce.times(
                    6, each -> issue(client, Instant.now().plus(each % 2 == 0 ? Duration.ZERO : Duration.ofDays(7))));
            assertThat(live(client)).isBetween(1L, 2L);
            assertThat(shown.stream().flatMap(Optional::stream).toList())
                    .isNotEmpty()
                    .anyMatch(secret -> clients.authenticate(current(client), secret));
        }
    }

    @Test
    void the_page_shows_a_secret_that_works_when_the_button_is_pressed_twice() {
        WebSession administrator = server.signedIn(server.administrator());
        for (String retire : List.of("now", "week")) {
            for (int round = 0; round < ROUNDS; round++) {
                Client client = client();
                String path = "/admin/oauthclients/" + client.clientId();
                administrator.get(path);
                List<HttpResponse<String>> answers =
                        AtOnce.times(2, each -> administrator.post(path + "/secrets", Map.of("retire", retire)));
                assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(303);
                assertThat(live(client)).isBetween(1L, 2L);
                String page = administrator.get(path).body();
                assertThat(page).contains("shown this once");
                String shown = page.replaceAll("(?s).*shown this once.*?<code[^>]*>([^<]+)</code>.*", "$1");
                assertThat(clients.authenticate(current(client), shown))
                        .as(retire)
                        .isTrue();
            }
        }
    }

    @Test
    void of_master_tokens_asked_for_at_once_one_is_made_and_works() {
        MasterTokens tokens = server.bean(MasterTokens.class);
        for (int round = 0; round < ROUNDS; round++) {
            Project project = TestApp.create().project();
            List<Optional<MasterToken>> shown =
                    AtOnce.times(6, each -> tokens.replace(project, project.coordinatorId()));
            assertThat(shown.stream().flatMap(Optional::stream))
                    .singleElement()
                    .satisfies(token ->
                            assertThat(tokens.judge(token.reveal())).isInstanceOf(MasterTokens.Verdict.Good.class));
        }
    }

    @Test
    void of_webhook_secrets_asked_for_at_once_the_newest_was_shown_and_two_sign() {
        WebhookSettings settings = server.bean(WebhookSettings.class);
        for (int round = 0; round < ROUNDS; round++) {
            Project project = TestApp.create().project();
            settings.replace(project, true, project.coordinatorId());
            boolean overlap = round % 2 == 0;
            List<String> shown =
                    AtOnce.times(6, each -> settings.replace(project, overlap, project.coordinatorId())).stream()
                            .flatMap(Optional::stream)
                            .map(WebhookSecret::reveal)
                            .toList();
            List<WebhookSecret> signing =
                    settings.secrets(project.clientRowId()).orElseThrow();
            assertThat(signing).hasSize(overlap ? 2 : 1);
            assertThat(shown).contains(signing.getFirst().reveal());
        }
    }

    @Test
    void of_developer_tokens_asked_for_at_once_one_works() {
        DeveloperTokens tokens = server.bean(DeveloperTokens.class);
        for (int round = 0; round < ROUNDS; round++) {
            Member member = server.member();
            List<Secret> shown = AtOnce.times(6, each -> tokens.make(member.credentials()));
            assertThat(shown)
                    .filteredOn(token -> tokens.check(token.reveal()).isPresent())
                    .hasSize(1);
        }
    }
}
