package vouchsafe.hypothesis.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vouchsafe.Answer;
import vouchsafe.TestServer;
import vouchsafe.accounts.AccountDeletion;
import vouchsafe.accounts.Member;
import vouchsafe.annotations.AnnotationLedger;
import vouchsafe.annotations.AnnotationRead;
import vouchsafe.annotations.ReadWay;
import vouchsafe.db.Statements;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.hypothesis.AnnotationApp;

/** What apps were handed of a member's own annotations stands in the member's ledger. */
class AnnotationLedgerTest {
    private final TestServer server = TestServer.shared();
    private final AnnotationLedger ledger = server.bean(AnnotationLedger.class);
    private final Member member = server.member();
    private final AnnotationApp app = AnnotationApp.trusted();
    private final Api api = connected(app);
    private final String page = "https://example.org/" + UUID.randomUUID();

    private Api connected(AnnotationApp to) {
        return Api.with(member, "Bearer " + to.connect(server.signedIn(member)).text("access_token"));
    }

    private List<AnnotationRead> reads(Member of) {
        return ledger.ofMember(of.id(), null, Optional.empty(), 100);
    }

    private long annotations(ReadWay way) {
        return reads(member).stream()
                .filter(read -> read.way() == way)
                .mapToLong(AnnotationRead::annotations)
                .sum();
    }

    private long requests(ReadWay way) {
        return reads(member).stream()
                .filter(read -> read.way() == way)
                .mapToLong(AnnotationRead::requests)
                .sum();
    }

    @Test
    void PT_25_what_an_app_was_handed_of_a_members_own_annotations_is_counted_under_its_grant() {
        JsonNode first = api.annotate(page);
        api.annotate(page, Map.of("permissions", Map.of("read", List.of(api.userId()))));
        Api.member().annotate(page);
        assertThat(reads(member)).as("who writes something reads nothing").isEmpty();

        assertThat(api.get("search?uri=" + page).json().path("rows")).hasSize(3);
        assertThat(annotations(ReadWay.SEARCH)).isEqualTo(2);
        assertThat(api.get("search?_separate_replies=true&uri=" + page).status())
                .isEqualTo(200);
        assertThat(annotations(ReadWay.SEARCH)).isEqualTo(4);
        assertThat(requests(ReadWay.SEARCH)).isEqualTo(2);
        String path = "annotations/" + first.path("id").asString();
        assertThat(api.get(path).status()).isEqualTo(200);
        assertThat(api.get(path + ".jsonld").status()).isEqualTo(200);
        assertThat(api.patch(path, Map.of()).text("text")).isEqualTo("words");
        assertThat(annotations(ReadWay.SINGLE)).isEqualTo(3);
        assertThat(requests(ReadWay.SINGLE)).isEqualTo(3);

        Grant grant =
                server.bean(Grants.class).find(app.client().id(), member.id()).orElseThrow();
        assertThat(reads(member)).allSatisfy(read -> {
            assertThat(read.grantId()).isEqualTo(grant.id());
            assertThat(read.clientRowId()).isEqualTo(app.client().id());
            assertThat(read.lastAt()).isAfterOrEqualTo(read.firstAt());
        });
    }

    @Test
    void what_is_public_and_read_by_others_is_in_nobodys_ledger() {
        api.annotate(page);
        Api other = Api.member();
        assertThat(other.get("search?uri=" + page).json().path("rows")).hasSize(1);
        assertThat(Api.anonymous().get("search?uri=" + page).json().path("rows"))
                .hasSize(1);
        assertThat(reads(member)).isEmpty();
        assertThat(reads(other.account())).isEmpty();
    }

    @Test
    void an_answer_the_app_has_already_and_one_without_a_body_hand_out_nothing() {
        String path = "annotations/" + api.annotate(page).path("id").asString();
        String tag = api.get(path).header("ETag").orElseThrow();
        assertThat(annotations(ReadWay.SINGLE)).isEqualTo(1);
        assertThat(api.get(path, "If-None-Match", tag).status()).isEqualTo(304);
        assertThat(api.send("HEAD", path, null).status()).isEqualTo(200);
        assertThat(annotations(ReadWay.SINGLE)).isEqualTo(1);
    }

    @Test
    void a_members_own_token_is_the_member() {
        Api own = Api.of(member);
        own.annotate(page);
        own.get("search?uri=" + page);
        api.get("search?uri=" + page);
        assertThat(reads(member)).extracting(read -> read.grantId() == null).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void two_apps_have_lines_of_their_own_and_can_be_told_apart() {
        AnnotationApp second = AnnotationApp.trusted();
        api.annotate(page);
        connected(second).get("search?uri=" + page);
        api.get("search?uri=" + page);
        assertThat(ledger.ofMember(member.id(), second.client().id(), Optional.empty(), 10))
                .extracting(AnnotationRead::clientRowId)
                .containsExactly(second.client().id());
        AnnotationRead latest = reads(member).getFirst();
        assertThat(ledger.ofMember(member.id(), null, Optional.of(latest.id()), 10))
                .hasSize(1)
                .doesNotContain(latest);
    }

    @Test
    void twenty_searches_at_once_are_one_line_with_an_exact_count() throws Exception {
        for (int i = 0; i < 3; i++) {
            api.annotate(page);
        }
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> readers = IntStream.range(0, 20)
                .mapToObj(n -> Thread.ofVirtual().start(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException(interrupted);
                    }
                    assertThat(api.get("search?uri=" + page + "&n=" + n).status())
                            .isEqualTo(200);
                }))
                .toList();
        start.countDown();
        for (Thread each : readers) {
            each.join();
        }
        assertThat(annotations(ReadWay.SEARCH)).isEqualTo(60);
        assertThat(requests(ReadWay.SEARCH)).isEqualTo(20);
        // One line an hour, also where the hour ended meanwhile.
        assertThat(reads(member))
                .extracting(read -> read.firstAt().truncatedTo(ChronoUnit.HOURS))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_ledger_costs_one_statement_however_many_annotations_are_handed_out() {
        Api stranger = Api.member();
        api.annotate(page);
        try (Statements statements = new Statements()) {
            stranger.get("search?uri=" + page);
            api.get("search?uri=" + page);
            int without = statements.of(stranger.get("search?limit=200&uri=" + page));
            int one = statements.of(api.get("search?limit=200&uri=" + page));
            for (int i = 0; i < 30; i++) {
                api.annotate(page);
            }
            Answer many = api.get("search?limit=200&uri=" + page);
            assertThat(many.json().path("rows")).hasSize(31);
            assertThat(without).as("statements are counted at all").isPositive();
            // The pool may ask a connection that rested whether it is still there.
            assertThat(statements.of(many)).isLessThanOrEqualTo(one + 1);
        }
    }

    @Test
    void a_deleted_account_takes_its_ledger_with_it() {
        api.annotate(page);
        api.get("search?uri=" + page);
        assertThat(reads(member)).isNotEmpty();
        assertThat(server.bean(AccountDeletion.class).delete(member, member.credentials(), false))
                .isEmpty();
        assertThat(reads(member)).isEmpty();
    }
}
