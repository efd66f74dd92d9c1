package vouchsafe.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.Answer;
import vouchsafe.TestServer;
import vouchsafe.TravelsInTime;
import vouchsafe.WebSession;
import vouchsafe.clients.Clients;
import vouchsafe.clients.Lifetimes;

/** How long a refresh token is good once it was used, and for which clients: reference section 3.4. */
@TravelsInTime
class HypothesisRefreshTest {
    private final TestServer server = TestServer.shared();
    private final AnnotationApp app = AnnotationApp.create();
    private final WebSession browser = server.signedIn(server.member());

    private static void assertRefused(Answer answer, String error) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo(error);
    }

    @Test
    void a_refresh_that_names_no_client_gives_a_new_access_token_and_the_old_one_works_on() {
        Answer tokens = app.connect(browser);
        Answer refreshed = AnnotationApp.refresh(tokens.text("refresh_token"));
        assertThat(refreshed.text("access_token")).isNotEqualTo(tokens.text("access_token"));
        String userId = AnnotationApp.profile(tokens.text("access_token")).text("userid");
        assertThat(userId).startsWith("acct:");
        assertThat(AnnotationApp.profile(refreshed.text("access_token")).text("userid"))
                .isEqualTo(userId);
    }

    @Test
    void a_refresh_token_that_was_used_is_good_for_three_minutes_more() {
        String used = app.connect(browser).text("refresh_token");
        Answer refreshed = AnnotationApp.refresh(used);
        // Whoever uses what it gave has no need of it any more.
        assertThat(AnnotationApp.profile(refreshed.text("access_token")).text("userid"))
                .startsWith("acct:");
        server.later(Duration.ofSeconds(120));
        assertThat(AnnotationApp.refresh(used).status()).isEqualTo(200);
        server.later(Duration.ofSeconds(61));
        assertRefused(AnnotationApp.refresh(used), "invalid_grant");
        // By then it is a replay, and nobody keeps anything.
        assertRefused(AnnotationApp.refresh(refreshed.text("refresh_token")), "invalid_grant");
    }

    @Test
    void and_never_longer_than_if_it_had_not_been_used() {
        String used = app.connect(browser).text("refresh_token");
        Answer refreshed = AnnotationApp.refresh(used);
        refreshIdle(Duration.ofMinutes(2));
        assertThat(AnnotationApp.refresh(used).status()).isEqualTo(200);
        server.later(Duration.ofMinutes(2));
        Answer late = AnnotationApp.refresh(used);
        assertRefused(late, "invalid_grant");
        // Whoever comes late lost an answer and is no thief.
        refreshIdle(Duration.ofDays(7));
        assertThat(AnnotationApp.refresh(refreshed.text("refresh_token")).status())
                .isEqualTo(200);
    }

    private void refreshIdle(Duration idle) {
        Lifetimes usual = Lifetimes.HYPOTHESIS;
        server.bean(Clients.class)
                .updateLifetimes(
                        app.client().id(),
                        new Lifetimes(
                                usual.code(),
                                usual.access(),
                                idle,
                                usual.refreshTotal(),
                                usual.refreshGrace(),
                                usual.refreshRetry(),
                                usual.accessOutlivesRefresh(),
                                usual.lenient()));
    }

    @Test
    void a_client_that_lost_its_grants_refreshes_no_more() {
        String token = app.connect(browser).text("refresh_token");
        Clients clients = server.bean(Clients.class);
        clients.allowGrantTypes(app.client().id(), Set.of(AnnotationApp.ASSERTION, "refresh_token"));
        Answer refreshed = AnnotationApp.refresh(token);
        assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
        clients.allowGrantTypes(app.client().id(), Set.of());
        assertRefused(AnnotationApp.refresh(refreshed.text("refresh_token")), "unauthorized_client");
    }

    @Test
    void nothing_is_written_for_a_refresh_without_a_token_or_with_one_that_never_was() {
        app.connect(browser);
        Answer missing = AnnotationApp.token(Map.of("grant_type", "refresh_token", "client_id", app.clientId()));
        assertRefused(missing, "invalid_request");
        assertThat(missing.text("error_description")).isEqualTo("Missing refresh token parameter.");
        for (String token : new String[] {"4657-" + "x".repeat(60), "\u0000", "5768-x"}) {
            Answer unknown = AnnotationApp.refresh(token);
            assertRefused(unknown, "invalid_request");
            assertThat(unknown.text("error_description")).isEqualTo("Invalid refresh_token.");
        }
        assertThat(server.bean(JdbcClient.class)
                        .sql("SELECT generation FROM token_families WHERE client_id = :client")
                        .param("client", app.client().id())
                        .query(Integer.class)
                        .list())
                .containsExactly(1);
    }
}
