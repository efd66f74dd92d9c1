package vouchsafe.db;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import vouchsafe.metrics.Durations;
import vouchsafe.metrics.Label;
import vouchsafe.metrics.Metrics;
import vouchsafe.metrics.TracePart;
import vouchsafe.metrics.Tracing;

/**
 * Does the durable work on this node, with db-scheduler. Starts when the web server does, so the commands of the command
 * line queue work and leave it to the server; stops before anything it uses, and waits for what is under way.
 */
public final class JobRunner implements SmartLifecycle, ApplicationListener<WebServerInitializedEvent> {
    /**
     * Pieces of work at a time. They run on platform threads, made when needed: looking up the name of a mail server
     * blocks in native code, which would take the few carriers of virtual threads away from requests.
     */
    private static final int AT_A_TIME = 32;

    private static final Duration POLLING = Duration.ofSeconds(2);
    /** Work of a node that was killed goes to another one after four missed beats. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration LAST_RETRY = Duration.ofHours(1);
    private static final String DONE = "done";
    private static final String AGAIN = "again";
    private static final String FAILED = "failed";
    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

    private final DataSource dataSource;
    private final InstantSource clock;
    private final Jobs jobs;
    private final Supplier<List<Job>> kinds;
    private final Metrics metrics;
    private final Tracing tracing;
    private volatile @Nullable Scheduler scheduler;
    private volatile @Nullable ExecutorService workers;

    /** @param kinds what can be done; asked for when the work begins, so that a command makes none of it */
    JobRunner(
            DataSource dataSource,
            InstantSource clock,
            Jobs jobs,
            Supplier<List<Job>> kinds,
            Metrics metrics,
            Tracing tracing) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.jobs = jobs;
        this.kinds = kinds;
        this.metrics = metrics;
        this.tracing = tracing;
    }

    private Scheduler scheduler() {
        List<Job> all = kinds.get();
        Durations runs = metrics.durations(
                "vouchsafe.job.runs",
                "Runs of background work, by how they ended",
                new Label("task", all.stream().map(Job::name).toList()),
                Label.of("outcome", DONE, AGAIN, FAILED));
        List<Task<?>> onDemand = new ArrayList<>();
        List<RecurringTask<Void>> repeated = new ArrayList<>();
        for (Job kind : all) {
            switch (kind) {
                case Job.OnDemand job -> onDemand.add(task(job, runs));
                case Job.Repeated job -> repeated.add(task(job, runs));
            }
        }
        ExecutorService made = Executors.newCachedThreadPool(
                Thread.ofPlatform().name("job-", 0).factory());
        workers = made;
        return Scheduler.create(dataSource, onDemand)
                // Its own way asks for the name of this machine, which may have none or take long to tell.
                .schedulerName(new SchedulerName.Fixed("node-" + UUID.randomUUID()))
                .startTasks(repeated)
                .threads(AT_A_TIME)
                .executorService(made)
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(POLLING)
                .heartbeatInterval(HEARTBEAT)
                .shutdownMaxWait(LONGEST_STOP)
                .clock(clock::instant)
                .build();
    }

    @Override
    public void onApplicationEvent(WebServerInitializedEvent started) {
        begin();
    }

    void begin() {
        if (scheduler == null) {
            Scheduler started = scheduler();
            scheduler = started;
            jobs.onNewWork(() -> {
                if (isRunning()) {
                    started.triggerCheckForDueExecutions();
                }
            });
            started.start();
        }
    }

    @Override
    public void start() {
        // Waits for the web server: see onApplicationEvent.
    }

    @Override
    public void stop() {
        Scheduler started = scheduler;
        if (started != null) {
            scheduler = null;
            started.stop();
        }
    }

    /** Interrupts the work under way, where somebody who stops the server is in a hurry; it is done again, here or elsewhere. */
    public void hurry() {
        Scheduler started = scheduler;
        ExecutorService working = workers;
        if (started != null) {
            started.pause();
        }
        if (working != null) {
            working.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return scheduler != null;
    }

    /** Stopped after the web server, before the change feed. */
    @Override
    public int getPhase() {
        return 1;
    }

    private Task<Void> task(Job.OnDemand job, Durations runs) {
        return Tasks.custom(job.name(), Void.class)
                .onFailure(this::tryAgainLater)
                .execute((piece, context) -> completion(run(job, piece.getId(), runs)));
    }

    private RecurringTask<Void> task(Job.Repeated job, Durations runs) {
        return Tasks.recurring(job.name(), Schedules.fixedDelay(job.pause())).execute((piece, context) -> {
            long started = System.nanoTime();
            String outcome = FAILED;
            TracePart part = tracing.begin("task " + job.name(), false, Tracing.Parent.NONE);
            try {
                Work.JOBS.run(job.work());
                outcome = DONE;
            } finally {
                ended(job.name(), runs, started, outcome, part);
            }
        });
    }

    private Job.Outcome run(Job.OnDemand job, String piece, Durations runs) {
        long started = System.nanoTime();
        String ended = FAILED;
        TracePart part = tracing.begin("task " + job.name(), false, Tracing.Parent.NONE);
        try {
            Job.Outcome outcome = Work.JOBS.call(() -> job.work().run(piece));
            ended = outcome instanceof Job.Outcome.Done ? DONE : AGAIN;
            return outcome;
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        } finally {
            ended(job.name(), runs, started, ended, part);
        }
    }

    private static void ended(String job, Durations runs, long started, String outcome, TracePart part) {
        runs.add(System.nanoTime() - started, job, outcome);
        part.note("vouchsafe.outcome", outcome);
        if (outcome.equals(FAILED)) {
            part.fail(outcome);
        }
        part.close();
    }

    private static CompletionHandler<Void> completion(Job.Outcome outcome) {
        return switch (outcome) {
            case Job.Outcome.Done done -> (complete, operations) -> operations.remove();
            case Job.Outcome.TryAgain again -> (complete, operations) -> operations.reschedule(complete, again.at());
        };
    }

    /** Work that failed in a way its room did not foresee: 5 s, 10 s, 20 s ... up to an hour, for as long as it takes. */
    private void tryAgainLater(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        int failures = complete.getExecution().consecutiveFailures;
        Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(failures, 20));
        Duration bounded = wait.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : wait;
        log.warn(
                "job={} piece={} failed, again in {} s",
                complete.getExecution().taskInstance.getTaskName(),
                complete.getExecution().taskInstance.getId(),
                bounded.toSeconds());
        operations.reschedule(complete, clock.instant().plus(bounded));
    }
}
