package vouchsafe.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

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
                while (thread.getState() != Thread.State.WAITING) {
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

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
