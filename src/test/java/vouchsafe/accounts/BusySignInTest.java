package vouchsafe.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;
import vouchsafe.audit.AuditLog;
import vouchsafe.metrics.Metrics;

/** A flood of passwords, on lanes of its own. */
class BusySignInTest {
    private final TestServer server = TestServer.shared();

    @Test
    void while_every_place_is_taken_newcomers_are_sent_away_and_lose_no_try() throws Exception {
        Member member = server.member();
        Password right = new Password(TestServer.PASSWORD);
        CountDownLatch open = new CountDownLatch(1);
        try (HashingLanes lanes = new HashingLanes(1, Duration.ofMinutes(7));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            SignIns signIns = new SignIns(
                    server.bean(Members.class),
                    new Passwords(lanes, HashingCost.ADVISED),
                    server.bean(KnownBrowsers.class),
                    server.bean(AuditLog.class),
                    server.bean(Metrics.class));
            List<Future<?>> waiting = new ArrayList<>();
            for (int i = 0; i < 1 + 24; i++) {
                waiting.add(callers.submit(() -> lanes.run(() -> {
                    open.await();
                    return 1;
                })));
            }
            while (!lanes.full()) {
                Thread.onSpinWait();
            }
            // More often than anybody may be wrong.
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> signIns.confirm(member, right)).isInstanceOf(Passwords.TooBusyException.class);
            }
            open.countDown();
            for (Future<?> each : waiting) {
                each.get();
            }
            assertThat(signIns.confirm(member, right)).isInstanceOf(SignInResult.Welcome.class);
        }
    }
}
