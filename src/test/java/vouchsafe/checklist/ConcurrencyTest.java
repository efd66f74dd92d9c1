package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vouchsafe.checklist.StandardApp.alive;
import static vouchsafe.checklist.StandardApp.assertRefused;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.consent.Withdrawal;
import vouchsafe.grants.Grant;
import vouchsafe.oauth.AccessTokens;

/**
 * Checklist group CC: many at once, on one node and on two. A code that several redeem at once is a replayed code: one gets
 * tokens, and the others' attempts end them (RFC 6749 section 4.1.2), unless they came before it.
 */
class ConcurrencyTest {
    private static final int MANY = 50;

    private static WebSession member;
    private static Node second;

    @BeforeAll
    static void start() {
        member = TestServer.shared().signedIn(TestServer.shared().member());
        second = Node.besideShared();
        StandardApp.confidential().at(second.url()).stillWorks(member);
    }

    @AfterAll
    static void stop() {
        second.close();
    }

    private static List<Answer> granted(List<Answer> answers) {
        for (Answer answer : answers) {
            if (answer.status() != 200) {
                assertThat(answer.status()).as(answer.body()).isIn(400, 429);
                assertThat(answer.text("error")).as(answer.body()).isIn("invalid_grant", "slow_down");
            }
        }
        return answers.stream().filter(answer -> answer.status() == 200).toList();
    }

    private static void redeemManyTimes(StandardApp app, StandardApp other) {
        String code = app.code(member);
        List<Answer> granted = granted(AtOnce.times(MANY, number -> (number % 2 == 0 ? app : other).exchange(code)));
        assertThat(granted).hasSize(1);
        assertThat(Rows.count(
                        "SELECT count(*) FROM token_families WHERE client_id = ? AND revoked_at IS NOT NULL",
                        app.client().id()))
                .isEqualTo(1);
        assertThat(alive(granted.getFirst().text("access_token"))).isFalse();
    }

    @Test
    void CC_01_of_50_redemptions_of_one_code_one_succeeds() {
        for (int round = 0; round < 20; round++) {
            StandardApp app = StandardApp.confidential();
            redeemManyTimes(app, app);
        }
    }

    @Test
    void CC_01_also_on_two_nodes() {
        for (int round = 0; round < 5; round++) {
            StandardApp app = StandardApp.confidential();
            redeemManyTimes(app, app.at(second.url()));
        }
        StandardApp.confidential().at(second.url()).stillWorks(member);
    }

    @Test
    void CC_02_50_refreshes_of_one_token_have_one_successor() {
        for (int round = 0; round < 5; round++) {
            StandardApp app = StandardApp.confidential();
            StandardApp other = app.at(second.url());
            String token = app.connect(member).text("refresh_token");
            List<Answer> answers = AtOnce.times(MANY, number -> (number % 2 == 0 ? app : other).refresh(token));
            assertThat(granted(answers)).hasSize(MANY);
            assertThat(answers.stream()
                            .map(answer -> answer.text("refresh_token"))
                            .collect(Collectors.toSet()))
                    .hasSize(1);
            assertThat(answers.stream()
                            .map(answer -> answer.text("access_token"))
                            .collect(Collectors.toSet()))
                    .hasSize(1);
            assertThat(Rows.count(
                            "SELECT max(generation) FROM token_families WHERE client_id = ?",
                            app.client().id()))
                    .isEqualTo(2);
            Answer next = app.refresh(answers.getFirst().text("refresh_token"));
            assertThat(next.status()).isEqualTo(200);
        }
    }

    /** Everybody keeps refreshing with what they got last, while somebody ends it all. */
    private static List<Answer> refreshWhile(StandardApp app, Answer tokens, Runnable ending) {
        StandardApp other = app.at(second.url());
        List<Supplier<List<Answer>>> works = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            StandardApp mine = i % 2 == 0 ? app : other;
            works.add(() -> {
                List<Answer> all = new ArrayList<>();
                String token = tokens.text("refresh_token");
                for (int step = 0; step < 3; step++) {
                    Answer answer = mine.refresh(token);
                    all.add(answer);
                    token = answer.status() == 200 ? answer.text("refresh_token") : token;
                }
                return all;
            });
        }
        works.add(() -> {
            ending.run();
            return List.of();
        });
        return AtOnce.all(works).stream().flatMap(List::stream).toList();
    }

    private static void assertAllDead(StandardApp app, List<Answer> answers) {
        granted(answers);
        for (Answer answer : answers) {
            if (answer.status() == 200) {
                assertThat(alive(answer.text("access_token"))).isFalse();
            }
        }
        assertThat(Rows.count(
                        "SELECT count(*) FROM token_families WHERE client_id = ? AND revoked_at IS NULL",
                        app.client().id()))
                .isZero();
    }

    @Test
    void CC_03_revoked_during_50_refreshes_all_is_dead() {
        for (int round = 0; round < 3; round++) {
            StandardApp app = StandardApp.confidential();
            Answer tokens = app.connect(member);
            List<Answer> answers = refreshWhile(
                    app,
                    tokens,
                    () -> assertThat(app.revoke(tokens.text("refresh_token")).status())
                            .isEqualTo(200));
            assertAllDead(app, answers);
        }
        StandardApp.confidential().stillWorks(member);
    }

    @Test
    void CC_03_withdrawn_during_refreshes_and_redemptions_all_is_dead() {
        for (int round = 0; round < 3; round++) {
            StandardApp app = StandardApp.confidential();
            Answer tokens = app.connect(member);
            List<String> codes = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                codes.add(app.code(member));
            }
            Grant grant = Withdrawals.grant(tokens);
            Withdrawal withdrawal = TestServer.shared().bean(Withdrawal.class);
            List<Supplier<Answer>> works = new ArrayList<>();
            codes.forEach(code -> works.add(() -> app.exchange(code)));
            for (int i = 0; i < 20; i++) {
                works.add(() -> app.refresh(tokens.text("refresh_token")));
            }
            // New codes are asked for meanwhile, too: the member agreed before, so no page is in the way.
            for (int i = 0; i < 4; i++) {
                works.add(() -> {
                    HttpResponse<String> answer = member.get(app.authorizePath(Map.of()));
                    return answer.statusCode() == 302
                            ? app.exchange(Redirects.code(answer))
                            : app.refresh(tokens.text("refresh_token"));
                });
            }
            works.add(() -> {
                withdrawal.byMember(grant.memberId(), grant.id(), false);
                return app.refresh(tokens.text("refresh_token"));
            });
            assertAllDead(app, AtOnce.all(works));
        }
    }

    @Test
    void CC_03_what_one_node_ends_is_dead_on_the_other_without_being_asked() {
        AccessTokens elsewhere = second.bean(AccessTokens.class);
        for (int round = 0; round < 5; round++) {
            StandardApp app = StandardApp.confidential();
            Answer tokens = app.connect(member);
            // Now the other node has it in memory.
            assertThat(elsewhere.check(tokens.text("access_token"))).isInstanceOf(AccessTokens.Access.Live.class);
            if (round % 2 == 0) {
                app.revoke(tokens.text("access_token"));
            } else {
                Withdrawals.withdraw(tokens);
            }
            // Memory alone would keep it for ten minutes.
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> !(elsewhere.check(tokens.text("access_token")) instanceof AccessTokens.Access.Live));
            assertRefused(app.at(second.url()).refresh(tokens.text("refresh_token")), 400, "invalid_grant");
        }
    }

    @Test
    void CC_04_two_consents_at_once_are_one_grant() {
        for (int round = 0; round < 5; round++) {
            StandardApp app = StandardApp.publicApp();
            String path = app.authorizePath(Map.of());
            Map<String, String> yes = TestApp.answer(member.get(path), Map.of("allow", "Authorize project"));
            List<HttpResponse<String>> answers = AtOnce.times(8, number -> member.post(path, yes));
            for (HttpResponse<String> answer : answers) {
                assertThat(app.exchange(Redirects.code(answer)).status()).isEqualTo(200);
            }
            assertThat(Rows.count(
                            "SELECT count(*) FROM grants WHERE client_id = ?",
                            app.client().id()))
                    .isEqualTo(1);
        }
    }

    /** The code is consumed by the same statement that makes its tokens exist: there is no moment between the two. */
    @Test
    void CC_05_an_exchange_is_one_statement() {
        StandardApp app = StandardApp.confidential();
        String code = app.code(member);
        assertThat(Rows.count(
                        "SELECT generation FROM token_families WHERE client_id = ?",
                        app.client().id()))
                .isZero();
        app.exchange(code);
        assertThat(Rows.count(
                        "SELECT generation FROM token_families WHERE client_id = ?",
                        app.client().id()))
                .isEqualTo(1);
        assertThat(Rows.count(
                        "SELECT count(*) FROM token_families WHERE client_id = ?",
                        app.client().id()))
                .isEqualTo(1);
    }
}
