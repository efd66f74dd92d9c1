package vouchsafe.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HashingLanesTest {
    private static final Duration FOR_EVER = Duration.ofMinutes(7);

    @Test
    void work_is_done_on_platform_threads_that_end_with_the_process() {
        try (HashingLanes lanes = new HashingLanes(1, FOR_EVER)) {
            Thread thread = lanes.run(Thread::currentThread).orElseThrow();
            assertThat(thread.isVirtual()).isFalse();
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getPriority()).isEqualTo(Thread.MIN_PRIORITY);
        }
    }

    @Test
    void whoever_finds_the_line_full_is_told_at_once_and_those_in_it_get_their_turn() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(2);
        try (HashingLanes lanes = new HashingLanes(2, FOR_EVER);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Integer>>> waiting = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                waiting.add(callers.submit(() -> lanes.run(() -> {
                    begun.countDown();
                    open.await();
                    return 1;
                })));
            }
            begun.await();
            assertThat(lanes.full()).isFalse();
            AtomicInteger refused = new AtomicInteger();
            CountDownLatch all = new CountDownLatch(52);
            for (int i = 0; i < 100; i++) {
                waiting.add(callers.submit(() -> {
                    Optional<Integer> result = lanes.run(() -> 1);
                    if (result.isEmpty()) {
                        refused.incrementAndGet();
                        all.countDown();
                    }
                    return result;
                }));
            }
            // Nothing moves in the lanes: those who are refused do not wait for anybody.
            all.await();
            assertThat(refused).hasValue(52);
            assertThat(lanes.full()).isTrue();
            open.countDown();
            int served = 0;
            for (Future<Optional<Integer>> each : waiting) {
                served += each.get().orElse(0);
            }
            assertThat(served).isEqualTo(2 + 48);
            assertThat(lanes.full()).isFalse();
        }
    }

    @Test
    void whoever_waits_too_long_leaves_and_gives_up_the_place() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        try (HashingLanes lanes = new HashingLanes(1, Duration.ofMillis(20));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicInteger done = new AtomicInteger();
            Future<Optional<Integer>> first = callers.submit(() -> lanes.run(() -> {
                open.await();
                return 1;
            }));
            assertThat(first.get()).isEmpty();
            for (int i = 0; i < 100; i++) {
                assertThat(lanes.run(done::incrementAndGet)).isEmpty();
            }
            open.countDown();
            Optional<Integer> next = Optional.empty();
            while (next.isEmpty()) {
                next = lanes.run(() -> 2);
            }
            assertThat(done).as("what nobody waits for is not done").hasValue(0);
        }
    }

    @Test
    void work_that_fails_says_so() {
        try (HashingLanes lanes = new HashingLanes(1, FOR_EVER)) {
            assertThatThrownBy(() -> lanes.run(() -> {
                        throw new IllegalArgumentException("broken");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasRootCauseMessage("broken");
            assertThat(lanes.run(() -> 1)).hasValue(1);
        }
    }
}
