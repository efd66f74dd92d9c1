package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static vouchsafe.checklist.StandardApp.alive;
import static vouchsafe.checklist.StandardApp.assertRefused;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.TravelsInTime;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.clients.Clients;
import vouchsafe.oauth.AccessTokens;

/** Checklist group RT: refresh tokens. */
@TravelsInTime
class RefreshTokenTest {
    private final TestServer server = TestServer.shared();
    private final Member person = server.member();
    private final WebSession member = server.signedIn(person);

    private static String refreshToken(Answer tokens) {
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        return tokens.text("refresh_token");
    }

    @Test
    void RT_01_a_refresh_token_is_for_its_client_only() {
        StandardApp app = StandardApp.confidential();
        String token = refreshToken(app.connect(member));
        assertRefused(StandardApp.confidential().refresh(token), 400, "invalid_grant");
        assertRefused(StandardApp.publicApp().refresh(token), 400, "invalid_grant");
        assertThat(app.refresh(token).status()).isEqualTo(200);
        // An old one in a stranger's hands does not end the family either.
        String newest = refreshToken(app.refresh(token));
        assertRefused(StandardApp.confidential().refresh(token), 400, "invalid_grant");
        assertThat(app.refresh(newest).status()).isEqualTo(200);
    }

    @Test
    void RT_02_an_app_with_a_secret_refreshes_with_it() {
        StandardApp app = StandardApp.confidential();
        String token = refreshToken(app.connect(member));
        String form = TestApp.encode(
                Map.of("grant_type", "refresh_token", "refresh_token", token, "client_id", app.clientId()));
        assertRefused(TestApp.post("/oauth2/token", form, Map.of()), 401, "invalid_client");
        assertThat(app.refresh(token).status()).isEqualTo(200);
    }

    @Test
    void RT_03_a_replaced_token_ends_the_family_once_its_successor_was_used() {
        StandardApp app = StandardApp.publicApp();
        String first = refreshToken(app.connect(member));
        Answer second = app.refresh(first);
        assertThat(alive(second.text("access_token"))).isTrue();
        server.later(Duration.ofSeconds(61));
        assertRefused(app.refresh(first), 400, "invalid_grant");
        assertRefused(app.refresh(refreshToken(second)), 400, "invalid_grant");
        assertThat(alive(second.text("access_token"))).isFalse();
        app.stillWorks(member);
    }

    @Test
    void RT_03_a_replaced_token_ends_the_family_an_hour_later_though_nobody_used_its_successor() {
        StandardApp app = StandardApp.publicApp();
        String first = refreshToken(app.connect(member));
        Answer second = app.refresh(first);
        server.later(Duration.ofSeconds(3601));
        assertRefused(app.refresh(first), 400, "invalid_grant");
        assertRefused(app.refresh(refreshToken(second)), 400, "invalid_grant");
    }

    @Test
    void RT_04_an_answer_lost_in_an_outage_can_be_asked_for_again_until_its_tokens_are_used() {
        StandardApp app = StandardApp.publicApp();
        String first = refreshToken(app.connect(member));
        app.refresh(first);
        server.later(Duration.ofSeconds(3000));
        Answer again = app.refresh(first);
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(again.json().path("expires_in").asLong()).isEqualTo(3600);
        // Lost again: nothing is a replay before somebody uses what it gave.
        Answer third = app.refresh(first);
        assertThat(alive(third.text("access_token"))).isTrue();
        assertRefused(app.refresh(first), 400, "invalid_grant");
        assertThat(alive(third.text("access_token"))).isFalse();
        app.stillWorks(member);
    }

    @Test
    void RT_04_a_projects_app_has_a_day_for_that() {
        TestApp app = TestApp.create();
        String first = app.connect(member).text("refresh_token");
        app.refresh(first);
        server.later(Duration.ofHours(23));
        Answer again = app.refresh(first);
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(app.exchangeMember(again.text("access_token")).status()).isEqualTo(200);
    }

    @Test
    void RT_04_within_the_grace_time_the_successor_is_the_same_again() {
        for (StandardApp app : List.of(StandardApp.publicApp(), StandardApp.confidential())) {
            String first = refreshToken(app.connect(member));
            Answer second = app.refresh(first);
            Answer again = app.refresh(first);
            assertThat(refreshToken(again)).isEqualTo(refreshToken(second));
            assertThat(again.text("access_token")).isEqualTo(second.text("access_token"));
            assertThat(app.refresh(refreshToken(second)).status()).isEqualTo(200);
        }
    }

    @Test
    void RT_05_a_token_two_generations_old_ends_the_family_at_once() {
        StandardApp app = StandardApp.publicApp();
        String first = refreshToken(app.connect(member));
        String second = refreshToken(app.refresh(first));
        Answer third = app.refresh(second);
        assertRefused(app.refresh(first), 400, "invalid_grant");
        assertRefused(app.refresh(refreshToken(third)), 400, "invalid_grant");
        assertThat(alive(third.text("access_token"))).isFalse();
    }

    @Test
    void RT_06_a_narrower_access_token_leaves_the_refresh_token_whole() {
        StandardApp app = StandardApp.confidential();
        Answer narrow = app.refresh(refreshToken(app.connect(member)), "read");
        assertThat(narrow.text("scope")).isEqualTo("read");
        assertThat(scopes(narrow)).containsExactly("read");
        Answer full = app.refresh(refreshToken(narrow));
        assertThat(full.text("scope")).isEqualTo("read write");
        assertThat(scopes(full)).containsExactly("read", "write");
    }

    private static List<String> scopes(Answer tokens) {
        AccessTokens.Access access =
                TestServer.shared().bean(AccessTokens.class).check(tokens.text("access_token"));
        assertThat(access).isInstanceOf(AccessTokens.Access.Live.class);
        return ((AccessTokens.Access.Live) access).scopes();
    }

    @Test
    void RT_07_the_scope_cannot_grow() {
        StandardApp app = StandardApp.confidential();
        Answer tokens = app.exchange(app.code(member, Map.of("scope", "read")));
        for (String wider : List.of("read write", "write", "admin")) {
            assertRefused(app.refresh(refreshToken(tokens), wider), 400, "invalid_scope");
        }
        // Nor by a further consent: what this sign-in was given stays what it is.
        app.connect(member);
        assertRefused(app.refresh(refreshToken(tokens), "read write"), 400, "invalid_scope");
        assertThat(app.refresh(refreshToken(tokens)).text("scope")).isEqualTo("read");
    }

    @Test
    void RT_08_a_sign_in_ends_after_its_whole_time_however_often_it_is_used() {
        StandardApp app = StandardApp.confidential();
        assertThat(app.client().lifetimes().refreshTotal()).isEqualTo(Duration.ofDays(365));
        String token = refreshToken(app.connect(member));
        for (int fortnight = 1; fortnight <= 26; fortnight++) {
            server.later(Duration.ofDays(14));
            token = refreshToken(app.refresh(token));
        }
        server.later(Duration.ofDays(1));
        assertRefused(app.refresh(token), 400, "invalid_grant");
        // The browser's own sign-in has ended before.
        app.stillWorks(server.signedIn(person));
    }

    @Test
    void RT_09_an_unused_token_dies_without_anybody_sweeping() {
        StandardApp app = StandardApp.confidential();
        String token = refreshToken(app.connect(member));
        server.later(Duration.ofDays(30));
        assertRefused(app.refresh(token), 400, "invalid_grant");
        app.stillWorks(member);
    }

    @Test
    void RT_10_after_withdrawal_or_suspension_there_is_no_refresh() {
        TestApp project = TestApp.create();
        WebSession leaving = TestServer.shared().signedIn(TestServer.shared().member());
        Answer tokens = project.connect(leaving);
        Withdrawals.withdraw(tokens);
        assertRefused(project.refresh(tokens.text("refresh_token")), 400, "invalid_grant");
        assertThat(alive(tokens.text("access_token"))).isFalse();

        StandardApp app = StandardApp.confidential();
        String token = refreshToken(app.connect(member));
        Clients clients = TestServer.shared().bean(Clients.class);
        clients.suspend(app.client().id(), true);
        assertRefused(app.refresh(token), 401, "invalid_client");
        clients.suspend(app.client().id(), false);
    }

    @Test
    void RT_13_a_shorter_or_longer_token_is_no_token() {
        StandardApp app = StandardApp.publicApp();
        Answer tokens = app.connect(member);
        String refresh = tokens.text("refresh_token");
        String access = tokens.text("access_token");
        for (int cut : List.of(1, 2, 3, 4, 8, 20, 30, 60)) {
            assertRefused(app.refresh(refresh.substring(0, refresh.length() - cut)), 400, "invalid_grant");
            assertThat(alive(access.substring(0, access.length() - cut))).isFalse();
            assertThat(alive(access.substring(cut))).isFalse();
        }
        for (String junk : List.of("A", "=", " ", "AAAA", "-", "\u0001", "é")) {
            Answer answer = app.refresh(refresh + junk);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text("error")).isIn("invalid_grant", "invalid_request");
            assertThat(alive(access + junk)).isFalse();
        }
        assertThat(alive(access)).isTrue();
        assertThat(app.refresh(refresh).status()).isEqualTo(200);
    }

    @Test
    void RT_14_one_kind_never_passes_for_another() {
        StandardApp app = StandardApp.publicApp();
        Answer tokens = app.connect(member);
        String code = app.code(member);
        String refresh = tokens.text("refresh_token");
        String access = tokens.text("access_token");
        for (String other : List.of(access, code, access.replace("5768-", "4657-"), "4657-" + code)) {
            assertRefused(app.refresh(other), 400, "invalid_grant");
        }
        for (String other : List.of(refresh, access, refresh.substring(5), access.substring(5))) {
            assertRefused(app.exchange(other), 400, "invalid_grant");
        }
        for (String other : List.of(refresh, code, refresh.replace("4657-", "5768-"), "5768-" + code)) {
            assertThat(alive(other)).isFalse();
        }
        assertThat(app.exchange(code).status()).isEqualTo(200);
        assertThat(app.refresh(refresh).status()).isEqualTo(200);
    }

    @Test
    void RT_15_an_app_that_may_not_refresh_gets_no_refresh_token() {
        StandardApp app = StandardApp.create(
                TokenEndpointTest.granting(StandardApp.plan(true, false), Set.of("authorization_code")));
        Answer tokens = app.connect(member);
        assertThat(tokens.json().has("refresh_token")).isFalse();
        assertThat(alive(tokens.text("access_token"))).isTrue();
    }
}
