package vouchsafe.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.metrics.Metrics;
import vouchsafe.metrics.Tracing;

/** Runs its own runners beside the server's: job names are random, and a runner takes only work it knows. */
class JobsTest {
    private final TestServer server = TestServer.shared();
    private final DataSource dataSource = server.bean(DataSource.class);
    private final Transactions transactions = server.bean(Transactions.class);
    private final InstantSource clock = InstantSource.system();
    private final String name = "test-" + UUID.randomUUID();
    private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
    private final List<JobRunner> runners = new ArrayList<>();

    @AfterEach
    void stopRunners() {
        runners.forEach(JobRunner::stop);
    }

    @Test
    void work_is_done_when_the_transaction_that_asked_for_it_commits_and_not_before() {
        Jobs jobs = runner(new Job.OnDemand(name, this::finish));
        transactions.callOrUndo(undo -> {
            jobs.queue(name, "undone");
            undo.run();
            return true;
        });
        transactions.run(() -> {
            jobs.queue(name, "done");
            assertThat(done).isEmpty();
        });
        await().untilAsserted(() -> assertThat(done).containsExactly("done"));
    }

    @Test
    void work_that_fails_is_tried_again() {
        AtomicInteger attempts = new AtomicInteger();
        Jobs jobs = runner(new Job.OnDemand(name, piece -> {
            if (attempts.incrementAndGet() == 1) {
                return new Job.Outcome.TryAgain(clock.instant());
            }
            return finish(piece);
        }));
        jobs.queue(name, "stubborn");
        await().untilAsserted(() -> assertThat(done).containsExactly("stubborn"));
        assertThat(attempts).hasValue(2);
    }

    @Test
    void work_that_throws_is_not_lost() {
        AtomicInteger attempts = new AtomicInteger();
        Jobs jobs = runner(new Job.OnDemand(name, piece -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("on purpose");
            }
            return finish(piece);
        }));
        jobs.queue(name, "unlucky");
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(done).containsExactly("unlucky"));
    }

    @Test
    void work_for_later_can_be_hurried() {
        Jobs jobs = runner(new Job.OnDemand(name, this::finish));
        jobs.queue(name, "later", clock.instant().plus(Duration.ofDays(1)));
        jobs.hurry(name, "later");
        jobs.hurry(name, "unheard-of");
        await().untilAsserted(() -> assertThat(done).containsExactlyInAnyOrder("later", "unheard-of"));
    }

    @Test
    void work_is_hurried_and_asked_for_by_many_while_it_is_done_and_nobody_notices() throws Exception {
        Jobs jobs = runner(new Job.OnDemand(name, this::finish));
        runner(new Job.OnDemand(name, this::finish));
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> asking = new ArrayList<>();
            for (int person = 0; person < 6; person++) {
                boolean hurries = person % 2 == 0;
                asking.add(people.submit(() -> {
                    for (int piece = 0; piece < 60; piece++) {
                        String same = "piece-" + piece;
                        transactions.run(() -> {
                            if (hurries) {
                                jobs.hurry(name, same);
                            } else {
                                jobs.queue(name, same);
                            }
                        });
                    }
                }));
            }
            for (Future<?> each : asking) {
                each.get();
            }
        }
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(new HashSet<>(done)).hasSize(60));
    }

    @Test
    void two_nodes_share_the_work_and_each_piece_is_done_once() {
        Jobs jobs = runner(new Job.OnDemand(name, this::finish));
        runner(new Job.OnDemand(name, this::finish));
        transactions.run(() -> {
            for (int piece = 0; piece < 200; piece++) {
                jobs.queue(name, "piece-" + piece);
            }
        });
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(done).hasSizeGreaterThanOrEqualTo(200));
        assertThat(done).doesNotHaveDuplicates().hasSize(200);
    }

    @Test
    void whoever_stops_in_a_hurry_waits_for_no_work_and_none_is_lost() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Jobs jobs = runner(new Job.OnDemand(name, piece -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException hurried) {
                interrupted.countDown();
                throw hurried;
            }
            return finish(piece);
        }));
        jobs.queue(name, "long");
        await().until(() -> begun.getCount() == 0);
        JobRunner hurried = runners.getFirst();
        hurried.hurry();
        await().until(() -> interrupted.getCount() == 0);
        hurried.stop();
        runner(new Job.OnDemand(name, this::finish));
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(done).containsExactly("long"));
    }

    @Test
    void repeated_work_is_done_again_and_again() {
        runner(new Job.Repeated(name, Duration.ofMillis(1), () -> done.add("tick")));
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(done).hasSizeGreaterThanOrEqualTo(2));
    }

    private Job.Outcome finish(String piece) {
        done.add(piece);
        return new Job.Outcome.Done();
    }

    private Jobs runner(Job... kinds) {
        Jobs jobs = new Jobs(server.bean(JdbcClient.class), clock);
        JobRunner runner = new JobRunner(dataSource, clock, jobs, () -> List.of(kinds), Metrics.off(), Tracing.off());
        runner.begin();
        runners.add(runner);
        return jobs;
    }
}
