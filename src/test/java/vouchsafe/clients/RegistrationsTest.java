package vouchsafe.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.HostileTexts;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.audit.Actor;
import vouchsafe.checklist.AtOnce;

/** One set of rules for registered clients, and of two who act at one moment each is told what became of it. */
class RegistrationsTest {
    private static final int ROUNDS = 8;
    private static final Set<String> VOUCHING = Set.of(GrantTypes.JWT_BEARER, "refresh_token");
    private static final List<RedirectUri> CALLBACK = List.of(new RedirectUri("https://app.example.org/cb"));

    private final TestServer server = TestServer.shared();
    private final Clients clients = server.bean(Clients.class);
    private final Registrations registrations = server.bean(Registrations.class);

    private static ClientRegistration app(boolean confidential) {
        return new ClientRegistration("An app", null, NewClient.CODE_FLOW, CALLBACK, confidential, false, false);
    }

    private static ClientRegistration vouching(
            @Nullable String authority, boolean confidential, List<RedirectUri> redirectUris) {
        return new ClientRegistration("A party", authority, VOUCHING, redirectUris, confidential, true, true);
    }

    private static NewRegistration wanted(ClientRegistration decided, Lifetimes lifetimes) {
        return new NewRegistration(UUID.randomUUID().toString(), decided, false, List.of("read"), lifetimes);
    }

    private RegistrationResult.ClientRegistered registered(ClientRegistration decided, Lifetimes lifetimes) {
        RegistrationResult result = registrations.register(wanted(decided, lifetimes), Actor.COMMAND_LINE);
        return (RegistrationResult.ClientRegistered) result;
    }

    private Client registered(boolean confidential) {
        return registered(app(confidential), Lifetimes.RECOMMENDED).client();
    }

    private long events(String kind, UUID clientRowId) {
        return server.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM audit_events WHERE kind = :kind AND client_id = :client")
                .param("kind", kind)
                .param("client", clientRowId)
                .query(Long.class)
                .single();
    }

    @Test
    void every_reason_against_a_registration_is_named_and_nothing_is_made() {
        ClientRegistration nothing = new ClientRegistration(" ", null, Set.of(), List.of(), true, false, false);
        assertThat(nothing.problems())
                .containsExactly(RegistrationProblem.NAME_MISSING, RegistrationProblem.GRANT_MISSING);
        List<RedirectUri> many = IntStream.rangeClosed(0, ClientRegistration.MOST_REDIRECT_URIS)
                .mapToObj(number -> new RedirectUri("https://app.example.org/" + number))
                .toList();
        assertThat(new ClientRegistration("n".repeat(101), "a.example", NewClient.CODE_FLOW, many, true, false, false)
                        .problems())
                .containsExactly(
                        RegistrationProblem.NAME_TOO_LONG,
                        RegistrationProblem.CODES_FOR_FOREIGN_ACCOUNTS,
                        RegistrationProblem.TOO_MANY_REDIRECT_URIS);
        for (String name : List.of("a\nb", "a\u202eb", "a\u2028b", "a\ud83d")) {
            assertThat(new ClientRegistration(name, null, NewClient.CODE_FLOW, CALLBACK, true, false, false).problems())
                    .containsExactly(RegistrationProblem.NAME_NOT_ONE_LINE);
        }
        assertThat(new ClientRegistration(
                                HostileTexts.filled(100), null, NewClient.CODE_FLOW, CALLBACK, true, false, false)
                        .problems())
                .isEmpty();
        assertThat(vouching(null, false, List.of()).problems())
                .containsExactly(
                        RegistrationProblem.VOUCHES_FOR_OWN_MEMBERS, RegistrationProblem.VOUCHES_WITHOUT_SECRET);
        NewRegistration refused = wanted(vouching(null, true, List.of()), Lifetimes.HYPOTHESIS);
        assertThat(registrations.register(refused, Actor.COMMAND_LINE))
                .isEqualTo(new RegistrationRefused(Set.of(RegistrationProblem.VOUCHES_FOR_OWN_MEMBERS)));
        assertThat(clients.byClientId(refused.clientId())).isEmpty();
        Client there = registered(true);
        assertThat(registrations.change(there, nothing, Actor.COMMAND_LINE)).isInstanceOf(RegistrationRefused.class);
        assertThat(clients.find(there.id()).orElseThrow().stamp()).isEqualTo(there.stamp());
    }

    @Test
    void nothing_about_codes_is_kept_of_a_client_that_asks_for_none() {
        RegistrationResult.ClientRegistered made =
                registered(vouching("partner.example", true, CALLBACK), Lifetimes.HYPOTHESIS);
        assertThat(made.secret()).isNotNull();
        assertThat(made.client().redirectUris()).isEmpty();
        assertThat(made.client().trusted()).isFalse();
        assertThat(made.client().pkceRequired()).isFalse();
        assertThat(events("client.created", made.client().id())).isOne();
    }

    @Test
    void a_public_app_needs_pkce_however_it_is_stored_unless_its_software_was_written_without() {
        RegistrationResult.ClientRegistered modern = registered(app(false), Lifetimes.RECOMMENDED);
        assertThat(modern.secret()).isNull();
        assertThat(modern.client().pkceRequired()).isTrue();
        assertThat(registered(app(false), Lifetimes.HYPOTHESIS).client().pkceRequired())
                .isFalse();
        Client confidential = registered(true);
        assertThat(confidential.pkceRequired()).isFalse();
        assertThat(registrations.change(confidential, app(false), Actor.COMMAND_LINE))
                .isInstanceOfSatisfying(
                        RegistrationChangeResult.ClientChanged.class,
                        changed -> assertThat(changed.client().pkceRequired()).isTrue());
    }

    @Test
    void of_nodes_that_start_at_once_one_registers_the_servers_own_client() {
        for (int round = 0; round < ROUNDS; round++) {
            NewRegistration own = wanted(app(false), Lifetimes.HYPOTHESIS);
            assertThat(AtOnce.times(6, each -> registrations.registerOnce(own, Actor.FIRST_START)))
                    .containsOnlyOnce(true);
            assertThat(events(
                            "client.created",
                            clients.byClientId(own.clientId()).orElseThrow().id()))
                    .isOne();
        }
    }

    @Test
    void a_client_is_deleted_and_a_secret_retired_once_however_often_it_is_pressed() {
        for (int round = 0; round < ROUNDS; round++) {
            Client client = clients.find(registered(true).id()).orElseThrow();
            UUID secret = client.secrets().getFirst().id();
            assertThat(AtOnce.times(4, each -> registrations.retireSecret(client, secret, Actor.COMMAND_LINE)))
                    .containsOnlyOnce(true);
            assertThat(AtOnce.times(4, each -> registrations.delete(client, Actor.COMMAND_LINE)))
                    .containsOnlyOnce(true);
            assertThat(events("client.secret_retired", client.id())).isOne();
            assertThat(events("client.deleted", client.id())).isOne();
        }
    }

    @Test
    void what_is_done_while_the_client_is_deleted_comes_before_or_is_told_so() {
        for (int round = 0; round < ROUNDS; round++) {
            Client client = registered(true);
            List<Supplier<Object>> acts = List.of(
                    () -> registrations.delete(client, Actor.COMMAND_LINE),
                    () -> registrations.change(client, app(true), Actor.COMMAND_LINE),
                    () -> registrations.replaceSecret(client, SecretOverlap.NONE, Actor.COMMAND_LINE));
            List<Object> results = AtOnce.all(acts);
            assertThat(results.getFirst()).isEqualTo(true);
            boolean changed = results.get(1) instanceof RegistrationChangeResult.ClientChanged;
            boolean made = results.get(2) instanceof NewSecretResult.SecretMade;
            assertThat(changed || results.get(1) instanceof RegistrationChangeResult.ClientDeletedMeanwhile)
                    .isTrue();
            assertThat(made || results.get(2) instanceof NewSecretResult.SecretOfNoClient)
                    .isTrue();
            assertThat(events("client.updated", client.id())).isEqualTo(changed ? 1 : 0);
            assertThat(events("client.secret_made", client.id())).isEqualTo(made ? 1 : 0);
            assertThat(clients.find(client.id())).isEmpty();
        }
    }

    @Test
    void of_secrets_asked_for_at_once_each_that_is_made_works_and_is_on_record() {
        for (int round = 0; round < ROUNDS; round++) {
            Client client = registered(true);
            List<NewSecretResult> results = AtOnce.times(
                    4, each -> registrations.replaceSecret(client, SecretOverlap.ONE_WEEK, Actor.COMMAND_LINE));
            assertThat(results)
                    .filteredOn(NewSecretResult.SecretMade.class::isInstance)
                    .singleElement()
                    .satisfies(made -> assertThat(clients.authenticate(
                                    clients.find(client.id()).orElseThrow(),
                                    ((NewSecretResult.SecretMade) made).secret().reveal()))
                            .isTrue());
            assertThat(results)
                    .filteredOn(NewSecretResult.TwoSecretsWork.class::isInstance)
                    .hasSize(3);
            assertThat(events("client.secret_made", client.id())).isOne();
        }
    }

    @Test
    void a_client_that_became_public_gets_no_secret() {
        Client seen = registered(true);
        registrations.change(seen, app(false), Actor.COMMAND_LINE);
        assertThat(registrations.replaceSecret(seen, SecretOverlap.NONE, Actor.COMMAND_LINE))
                .isEqualTo(new NewSecretResult.SecretOfPublicClient());
        assertThat(events("client.secret_made", seen.id())).isZero();
    }

    @Test
    void a_projects_client_is_nobodys_registration() {
        Client client = TestApp.create().client();
        assertThatThrownBy(() -> registrations.delete(client, Actor.COMMAND_LINE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(clients.find(client.id())).isPresent();
    }
}
