package vouchsafe.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.clients.Client;
import vouchsafe.clients.ClientRegistration;
import vouchsafe.clients.Clients;
import vouchsafe.clients.Lifetimes;
import vouchsafe.clients.NewClient;
import vouchsafe.clients.RedirectUri;
import vouchsafe.consent.Withdrawal;
import vouchsafe.crypto.RandomText;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.grants.Permissions;

/**
 * Any sequence of exchanges, refreshes, replays, revocations, withdrawals and passing time on the real tables comes out as
 * in a model of a few lines.
 */
@Tag("slow")
class TokenFamilyPropertyTest {
    private static final String CALLBACK = "https://app.example.org/cb";
    private static final Lifetimes LIFETIMES = new Lifetimes(
            Duration.ofSeconds(60),
            Duration.ofHours(1),
            Duration.ofDays(30),
            Duration.ofDays(365),
            Duration.ofSeconds(60),
            Duration.ofHours(1),
            false,
            false);

    private final TestServer server = TestServer.shared();
    private final JdbcTemplate sql = server.bean(JdbcTemplate.class);

    /** What can happen to a sign-in. */
    enum Step {
        EXCHANGE,
        EXCHANGE_WITH_WRONG_REDIRECT,
        REFRESH_LATEST,
        USE_LATEST,
        REFRESH_ONE_BEFORE,
        REFRESH_OLDEST,
        REFRESH_AS_STRANGER,
        REVOKE,
        WITHDRAW,
        WAIT_A_SECOND,
        WAIT_TWO_MINUTES,
        WAIT_TWO_HOURS,
        WAIT_A_MONTH,
        WAIT_NEARLY_A_MONTH
    }

    /** The model: what a sign-in should be after what happened. */
    private static final class Model {
        int generation;
        boolean dead;
        boolean withdrawn;
        long now;
        long issuedAt;
        int used;

        boolean exchange() {
            if (generation == 0 && !dead && now < LIFETIMES.code().toSeconds()) {
                generation = 1;
                issuedAt = now;
                return true;
            }
            // A code used again, by the one it was made for: nobody keeps anything.
            dead |= generation > 0;
            return false;
        }

        /** Whether tokens come, and of which generation they are: {@link #generation} afterwards. */
        boolean refresh(int presented) {
            if (dead || presented == 0) {
                return false;
            }
            if (presented == generation) {
                boolean idle = now - issuedAt >= Duration.ofDays(30).toSeconds();
                boolean old = now >= Duration.ofDays(365).toSeconds();
                if (idle || old) {
                    return false;
                }
                generation++;
                issuedAt = now;
                return true;
            }
            boolean soon = now - issuedAt <= LIFETIMES.refreshGrace().toSeconds();
            boolean lost = used < generation
                    && now - issuedAt <= LIFETIMES.refreshRetry().toSeconds();
            if (presented == generation - 1 && (soon || lost)) {
                return true;
            }
            dead = true;
            return false;
        }
    }

    /** The real thing, spoken to as a dialect does. */
    private final class Real {
        final Member member = server.member();
        final Client client = client();
        final Client stranger = client();
        final String secret = secret(client);
        final String strangersSecret = secret(stranger);
        final Grant grant = server.bean(Grants.class)
                .authorize(
                        client.id(),
                        member.id(),
                        new Permissions(1, List.of("read"), List.of(), false, false, false),
                        false,
                        "{}");
        final String code = code();
        final List<String> refreshTokens = new ArrayList<>();

        @Nullable
        String accessToken;

        private Client client() {
            return server.bean(Clients.class)
                    .create(new NewClient(
                            RandomText.alphanumeric(40),
                            Client.Kind.REGISTERED,
                            new ClientRegistration(
                                    "Modelled",
                                    null,
                                    Set.of("authorization_code", "refresh_token"),
                                    List.of(new RedirectUri(CALLBACK)),
                                    true,
                                    false,
                                    false),
                            false,
                            List.of("read"),
                            LIFETIMES));
        }

        private String secret(Client of) {
            return server.bean(Clients.class)
                    .issueSecret(of.id(), Instant.now())
                    .reveal();
        }

        private String code() {
            AuthorizationRequest request =
                    new AuthorizationRequest(client, CALLBACK, true, null, List.of("read"), null, null, Set.of(), null);
            return server.bean(Authorizations.class)
                    .issueCode(request, grant, server.credentials(grant.memberId()))
                    .orElseThrow()
                    .reveal();
        }

        ClientProof proof(Client of, String itsSecret) {
            return new SecretProof(server.bean(Clients.class), of.clientId(), itsSecret);
        }

        boolean token(Map<String, String> form, Client as, String itsSecret) {
            Map<String, List<String>> values = new java.util.HashMap<>();
            form.forEach((name, value) -> values.put(name, List.of(value)));
            TokenResult result = server.bean(TokenEndpoint.class)
                    .handle(new Parameters(values), proof(as, itsSecret), CheckOrder.CLIENT_FIRST);
            return switch (result) {
                case TokenResult.Issued issued -> {
                    String refresh =
                            Objects.requireNonNull(issued.refreshToken()).reveal();
                    // By generation: time passes by moving rows back, which is written into a token given again.
                    int generation = server.bean(Seals.class)
                            .open(SealKind.REFRESH, refresh)
                            .orElseThrow()
                            .generation();
                    if (generation > refreshTokens.size()) {
                        refreshTokens.add(refresh);
                    } else {
                        refreshTokens.set(generation - 1, refresh);
                    }
                    accessToken = issued.accessToken().reveal();
                    yield true;
                }
                case TokenResult.Refused refused -> {
                    assertThat(refused.error().code()).isEqualTo("invalid_grant");
                    yield false;
                }
            };
        }

        boolean exchange(String redirectUri) {
            return token(
                    Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", redirectUri),
                    client,
                    secret);
        }

        boolean refresh(String token, Client as, String itsSecret) {
            return token(Map.of("grant_type", "refresh_token", "refresh_token", token), as, itsSecret);
        }

        /** All that is timed lies further back from now on. */
        void wait(Duration time) {
            for (String column : List.of("issued_at", "created_at", "code_expires_at")) {
                sql.update(
                        "UPDATE token_families SET " + column + " = " + column + " - make_interval(secs => ?)"
                                + " WHERE client_id = ?",
                        time.toSeconds(),
                        client.id());
            }
        }

        UUID clientId() {
            return client.id();
        }
    }

    @Property(tries = 80, shrinking = ShrinkingMode.OFF)
    void any_history_comes_out_as_in_the_model(@ForAll @Size(min = 3, max = 14) List<Step> steps) {
        Model model = new Model();
        Real real = new Real();
        List<String> history = new ArrayList<>();
        for (Step step : steps) {
            history.add(step.name());
            perform(step, model, real, history.toString());
            assertSame(model, real, history.toString());
        }
        assertThat(real.code.getBytes(StandardCharsets.US_ASCII)).hasSize(60);
    }

    private void perform(Step step, Model model, Real real, String history) {
        switch (step) {
            case EXCHANGE -> assertThat(real.exchange(CALLBACK)).as(history).isEqualTo(model.exchange());
            case EXCHANGE_WITH_WRONG_REDIRECT ->
                assertThat(real.exchange("https://evil.example/")).as(history).isFalse();
            case REFRESH_LATEST -> refresh(real.refreshTokens.size() - 1, model, real, history);
            case REFRESH_ONE_BEFORE -> refresh(real.refreshTokens.size() - 2, model, real, history);
            case REFRESH_OLDEST -> refresh(0, model, real, history);
            case REFRESH_AS_STRANGER -> {
                if (!real.refreshTokens.isEmpty()) {
                    assertThat(real.refresh(real.refreshTokens.getFirst(), real.stranger, real.strangersSecret))
                            .as(history)
                            .isFalse();
                }
            }
            case USE_LATEST -> {
                String token = real.accessToken;
                if (token != null && !model.dead) {
                    assertThat(server.bean(AccessTokens.class).check(token))
                            .as(history)
                            .isInstanceOf(AccessTokens.Access.Live.class);
                    model.used = model.generation;
                }
            }
            case REVOKE -> {
                if (!real.refreshTokens.isEmpty()) {
                    server.bean(RevocationEndpoint.class)
                            .revokeByClient(
                                    new Parameters(Map.of("token", List.of(real.refreshTokens.getFirst()))),
                                    real.proof(real.client, real.secret));
                    model.dead = true;
                }
            }
            case WITHDRAW -> {
                server.bean(Withdrawal.class).byMember(real.member.id(), real.grant.id(), false);
                model.withdrawn = true;
                model.dead = true;
            }
            case WAIT_A_SECOND -> wait(Duration.ofSeconds(1), model, real);
            case WAIT_TWO_MINUTES -> wait(Duration.ofMinutes(2), model, real);
            case WAIT_TWO_HOURS -> wait(Duration.ofHours(2), model, real);
            case WAIT_A_MONTH -> wait(Duration.ofDays(31), model, real);
            case WAIT_NEARLY_A_MONTH -> wait(Duration.ofDays(29), model, real);
        }
    }

    /** The n-th token that was ever given is of generation n + 1. */
    private static void refresh(int index, Model model, Real real, String history) {
        if (index >= 0 && index < real.refreshTokens.size()) {
            assertThat(real.refresh(real.refreshTokens.get(index), real.client, real.secret))
                    .as(history)
                    .isEqualTo(model.refresh(index + 1));
        }
    }

    private static void wait(Duration time, Model model, Real real) {
        real.wait(time);
        model.now += time.toSeconds();
    }

    private void assertSame(Model model, Real real, String history) {
        Map<String, Object> row = sql.queryForMap(
                "SELECT generation, revoked_at IS NOT NULL AS dead FROM token_families WHERE client_id = ?",
                real.clientId());
        assertThat(row.get("generation")).as(history).isEqualTo(model.generation);
        assertThat(row.get("dead")).as(history).isEqualTo(model.dead);
        assertThat(real.refreshTokens).as(history).hasSize(model.generation);
        if (model.dead && real.accessToken != null) {
            assertThat(server.bean(AccessTokens.class).check(real.accessToken))
                    .as(history)
                    .isInstanceOf(AccessTokens.Access.Invalid.class);
        }
    }
}
