package vouchsafe.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/** Questions that come at the same moment are asked together; each gets its own answer. */
class BatcherTest {

    @Test
    void each_of_many_gets_the_answer_to_its_own_question() throws Exception {
        for (int lanes = 1; lanes <= 3; lanes++) {
            Batcher<Integer, String> batcher = new Batcher<>(lanes, 16, questions -> {
                Thread.yield();
                return questions.stream().map(each -> "answer " + each).toList();
            });
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<String>> answers = new ArrayList<>();
                for (int i = 0; i < 5_000; i++) {
                    int question = i;
                    answers.add(callers.submit(() -> batcher.ask(question)));
                }
                for (int i = 0; i < answers.size(); i++) {
                    assertThat(answers.get(i).get()).isEqualTo("answer " + i);
                }
            }
        }
    }

    @Test
    void those_who_come_while_one_is_under_way_go_together() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch may = new CountDownLatch(1);
        List<Integer> sizes = new ArrayList<>();
        Batcher<Integer, Integer> batcher = new Batcher<>(1, 16, questions -> {
            sizes.add(questions.size());
            begun.countDown();
            awaitUninterruptibly(may);
            return questions;
        });
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            answers.add(callers.submit(() -> batcher.ask(0)));
            begun.await();
            List<Thread> waiting = new ArrayList<>();
            for (int i = 1; i <= 20; i++) {
                int question = i;
                Thread thread = Thread.ofVirtual().unstarted(() -> batcher.ask(question));
                waiting.add(thread);
                thread.start();
            }
            for (Thread thread : waiting) {
                while (thread.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                }
            }
            may.countDown();
            for (Thread thread : waiting) {
                thread.join();
            }
            assertThat(answers.getFirst().get()).isZero();
        }
        assertThat(sizes).containsExactly(1, 16, 4);
    }

    @Test
    void a_question_that_fails_fails_alone() throws Exception {
        Batcher<Integer, Integer> batcher = new Batcher<>(1, 16, questions -> {
            if (questions.contains(7)) {
                throw new IllegalStateException("no answer to 7");
            }
            return questions;
        });
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                int question = i;
                answers.add(callers.submit(() -> batcher.ask(question)));
            }
            for (int i = 0; i < answers.size(); i++) {
                Future<Integer> answer = answers.get(i);
                if (i == 7) {
                    assertThatThrownBy(answer::get).hasMessageContaining("no answer to 7");
                } else {
                    assertThat(answer.get()).isEqualTo(i);
                }
            }
        }
    }

    @Test
    void who_was_left_out_waits_beside_the_others_and_not_before_them() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Batcher<Integer, Integer> batcher = new Batcher<>(1, 16, questions -> withoutSeven(questions), question -> {
            asked.countDown();
            awaitUninterruptibly(free);
            return question;
        });
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> held = callers.submit(() -> batcher.ask(7));
            asked.await();
            for (int i = 100; i < 600; i++) {
                int question = i;
                assertThat(callers.submit(() -> batcher.ask(question)).get()).isEqualTo(question);
            }
            assertThat(held.isDone()).isFalse();
            free.countDown();
            assertThat(held.get()).isEqualTo(7);
        }
    }

    @Test
    void who_waits_too_long_is_told_so_and_the_next_ones_are_served() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch may = new CountDownLatch(1);
        List<Integer> seen = new CopyOnWriteArrayList<>();
        Batcher<Integer, Integer> batcher = new Batcher<>(
                1,
                16,
                questions -> {
                    seen.addAll(questions);
                    begun.countDown();
                    awaitUninterruptibly(may);
                    return questions;
                },
                question -> question,
                Duration.ofMillis(50));
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = callers.submit(() -> batcher.ask(0));
            begun.await();
            assertThatThrownBy(() -> batcher.ask(1)).isInstanceOf(DatabaseBusy.class);
            may.countDown();
            assertThat(first.get()).isZero();
            assertThat(batcher.ask(2)).isEqualTo(2);
        }
        assertThat(seen).containsExactly(0, 2);
    }

    @Test
    void those_who_wait_for_rows_do_not_take_every_connection() throws Exception {
        AtomicInteger waiting = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch free = new CountDownLatch(1);
        Batcher<Integer, Integer> batcher = new Batcher<>(
                1,
                16,
                questions -> withoutSeven(questions),
                question -> {
                    most.accumulateAndGet(waiting.incrementAndGet(), Math::max);
                    awaitUninterruptibly(free);
                    waiting.decrementAndGet();
                    return question;
                },
                Duration.ofMillis(50));
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> held = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                held.add(callers.submit(() -> batcher.ask(7)));
            }
            // Two wait for the row; the others do not wait that long for a place.
            while (held.stream().filter(Future::isDone).count() < 18) {
                Thread.onSpinWait();
            }
            free.countDown();
            long busy = 0;
            for (Future<Integer> each : held) {
                busy += each.state() == Future.State.FAILED && each.exceptionNow() instanceof DatabaseBusy ? 1 : 0;
            }
            assertThat(busy).isGreaterThanOrEqualTo(18);
        }
        assertThat(most).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void where_the_database_is_away_everybody_is_told_at_once() throws Exception {
        AtomicInteger statements = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch may = new CountDownLatch(1);
        Batcher<Integer, Integer> batcher = new Batcher<>(1, 16, questions -> {
            statements.incrementAndGet();
            begun.countDown();
            awaitUninterruptibly(may);
            throw new DataAccessResourceFailureException("away", new SQLException("reset", "08006"));
        });
        List<Throwable> told = new CopyOnWriteArrayList<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            int question = i;
            callers.add(Thread.startVirtualThread(() -> {
                try {
                    batcher.ask(question);
                } catch (DataAccessResourceFailureException away) {
                    told.add(away);
                }
            }));
            if (i == 0) {
                begun.await();
            }
        }
        for (Thread caller : callers.subList(1, 9)) {
            while (caller.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        }
        may.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(told).hasSize(9);
        assertThat(statements).as("one for the first, one for the other eight").hasValue(2);
    }

    private static List<@Nullable Integer> withoutSeven(List<Integer> questions) {
        List<@Nullable Integer> answers = new ArrayList<>(questions);
        answers.replaceAll(each -> each != null && each == 7 ? null : each);
        return answers;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
