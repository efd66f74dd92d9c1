package vouchsafe.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestServer;
import vouchsafe.WebSession;

/** Weakness W3 of the original: codes redeemed many times at once. */
class CodeRaceTest {
    private static final int AT_ONCE = 8;
    private static final int TIMES = 50;

    @Test
    void of_eight_who_redeem_one_code_at_once_exactly_one_is_served_fifty_times() throws Exception {
        TestServer server = TestServer.shared();
        AnnotationApp app = AnnotationApp.trusted();
        WebSession browser = server.signedIn(server.member());
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int time = 0; time < TIMES; time++) {
                String code = app.code(browser);
                CyclicBarrier together = new CyclicBarrier(AT_ONCE);
                List<Future<Integer>> answers = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    answers.add(threads.submit(() -> {
                        together.await();
                        return Answer.whenServed(() -> app.exchange(code)).status();
                    }));
                }
                List<Integer> statuses = new ArrayList<>();
                for (Future<Integer> answer : answers) {
                    statuses.add(answer.get());
                }
                assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
                assertThat(statuses).filteredOn(status -> status == 400).hasSize(AT_ONCE - 1);
            }
        }
    }
}
