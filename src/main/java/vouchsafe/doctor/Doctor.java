package vouchsafe.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks at an installation from all sides at once. What does not answer is a finding and holds up nothing else. To have
 * something else looked at, write a {@link Check} and put it into the list.
 */
public final class Doctor {
    private static final List<Check> CHECKS = List.of(
            new SettingsCheck(),
            new FolderCheck(),
            new KeyCheck(),
            new RoomCheck(),
            new DatabaseCheck(),
            new PoolerCheck(),
            new CertificateCheck(),
            new AddressCheck(),
            new WebSocketCheck(),
            new UploadCheck(),
            new MailCheck(),
            new FilesCheck(),
            new TextsCheck(),
            new LimitsCheck(),
            new ClockCheck());

    private Doctor() {}

    /** Looks; takes as long as the slowest check, half a minute at most. */
    public static Examination examine(Installation installation) {
        return examine(installation, CHECKS);
    }

    static Examination examine(Installation installation, List<Check> checks) {
        List<Finding> findings = new ArrayList<>(installation.given());
        List<Examination.Skipped> skipped = new ArrayList<>();
        // Not closed by try: that would wait for a check that was given up.
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("doctor-", 0).factory());
        long began = System.nanoTime();
        Map<Check, Future<Check.Outcome>> underWay = new LinkedHashMap<>();
        checks.forEach(check -> underWay.put(check, threads.submit(() -> check.look(installation))));
        underWay.forEach((check, future) -> {
            switch (outcome(check, future, began)) {
                case Check.Outcome.Looked(List<Finding> found) -> findings.addAll(found);
                case Check.Outcome.NotLooked(String why) ->
                    skipped.add(new Examination.Skipped(check.area(), check.subject(), why));
            }
        });
        threads.shutdownNow();
        findings.sort((one, other) -> one.area().compareTo(other.area()));
        return new Examination(installation.clock().instant(), List.copyOf(findings), List.copyOf(skipped));
    }

    private static Check.Outcome outcome(Check check, Future<Check.Outcome> future, long began) {
        Duration left = check.deadline().minusNanos(System.nanoTime() - began);
        try {
            return future.get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            future.cancel(true);
            return Check.found(Finding.wrong(
                    "doctor.late",
                    check.area(),
                    "Looking at " + check.subject() + " did not end within "
                            + check.deadline().toSeconds() + " s.",
                    "See whether what it asks is overloaded or away, then look again."));
        } catch (ExecutionException failure) {
            return Check.found(Finding.wrong(
                    "doctor.failed",
                    check.area(),
                    "Looking at " + check.subject() + " failed: " + Words.of(failure.getCause()) + ".",
                    "Look again; if it stays, the log of the server may say more."));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            future.cancel(true);
            return Check.notLooked("the look was interrupted");
        }
    }
}
