package vouchsafe.operation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.Disk;
import vouchsafe.db.QueueState;
import vouchsafe.doctor.Finding;
import vouchsafe.grants.GrantCounts;
import vouchsafe.projects.ProjectSettings;

/** How the parts of the server are, and which of that needs somebody. What it asks is indexed. */
public final class Watch {
    private static final Duration LATE = Duration.ofMinutes(10);
    private static final Duration MAIL_LATE = Duration.ofHours(2);

    private final QueuesOfWork queues;
    private final GrantCounts grants;
    private final ProjectSettings projects;
    private final Health health;
    private final InstantSource clock;

    Watch(QueuesOfWork queues, GrantCounts grants, ProjectSettings projects, Health health, InstantSource clock) {
        this.queues = queues;
        this.grants = grants;
        this.projects = projects;
        this.health = health;
        this.clock = clock;
    }

    /** What a node knows of itself. */
    record Health(ChangeFeed changes, Disk disk, LastBackup backup, LogArchive archive) {}

    /** The queues now. */
    public record QueueStates(QueueState mail, QueueState webhooks, QueueState jobs) {}

    /** A part and how it is. */
    public record Part(String name, boolean well, String state) {}

    /** The queues, each with its depth and its oldest. */
    public QueueStates queues() {
        return new QueueStates(
                queues.mail().state(), queues.webhooks().state(), queues.jobs().state());
    }

    /** The work that failed when it was last tried. */
    public List<String> failingJobs() {
        return queues.jobs().failing();
    }

    /** Erasures that projects have not confirmed in time. */
    public long overdueErasures() {
        return grants.erasuresAwaitedSince(clock.instant().minus(projects.erasureDeadline()));
    }

    /** The parts of this node. */
    public List<Part> parts(QueueStates states) {
        List<Part> parts = new ArrayList<>();
        boolean database = health.changes().databaseAnswers();
        parts.add(new Part("Database", database, database ? "answers" : "does not answer"));
        boolean heard = health.changes().up();
        parts.add(new Part("Changes of other nodes", heard, heard ? "are heard" : "are not heard; rows are read anew"));
        Disk.Level level = health.disk().level();
        parts.add(new Part("Disk", level == Disk.Level.AMPLE, "has " + level.word() + " room"));
        parts.add(new Part("Mail", mailWell(states.mail()), words(states.mail())));
        parts.add(new Part("Webhooks", true, words(states.webhooks())));
        parts.add(new Part("Background work", jobsWell(states.jobs()), words(states.jobs())));
        health.archive()
                .state()
                .map(state -> new Part("Archive", state.trouble().isEmpty(), words(state)))
                .ifPresent(parts::add);
        return parts;
    }

    private String words(LogArchive.State archive) {
        long minutes = archive.upTo()
                .map(upTo -> Duration.between(upTo, clock.instant()).toMinutes())
                .orElse(Long.MAX_VALUE);
        if (minutes == Long.MAX_VALUE) {
            return "has no log yet";
        }
        return minutes <= 2 ? "has the log up to now" : "has the log up to " + minutes + " minutes ago";
    }

    private static String words(QueueState queue) {
        String waiting = queue.waiting() == 0 ? "nothing waits" : queue.waiting() + " waiting";
        return queue.failed() == 0 ? waiting : waiting + ", " + queue.failed() + " failed";
    }

    private boolean mailWell(QueueState mail) {
        return mail.failed() == 0 && !olderThan(mail, MAIL_LATE);
    }

    private boolean jobsWell(QueueState jobs) {
        return jobs.failed() == 0 && !olderThan(jobs, LATE);
    }

    private boolean olderThan(QueueState queue, Duration age) {
        Instant limit = clock.instant().minus(age);
        return queue.oldest().filter(oldest -> oldest.isBefore(limit)).isPresent();
    }

    /** What administrators are written about. */
    List<Alarm> alarms(List<Finding> found) {
        List<Alarm> alarms = new ArrayList<>();
        found.stream()
                .filter(finding -> finding.severity() == Finding.Severity.WRONG)
                .map(finding -> new Alarm(finding.kind(), finding.what(), finding.whatToDo()))
                .forEach(alarms::add);
        QueueStates states = queues();
        if (olderThan(states.mail(), MAIL_LATE)) {
            alarms.add(new Alarm(
                    "queue.mail",
                    "Mail has been waiting for more than two hours (" + words(states.mail()) + ").",
                    "See why the relay does not take it; then press \"Try again\" on the page below."));
        }
        if (!jobsWell(states.jobs())) {
            alarms.add(new Alarm(
                    "queue.jobs",
                    "Background work is late or fails (" + words(states.jobs()) + "): "
                            + String.join(", ", failingJobs()) + ".",
                    "The log says why; then press \"Try again\" on the page below."));
        }
        health.backup()
                .state()
                .trouble()
                .map(trouble -> new Alarm(
                        "backup.late",
                        "The server's backups " + trouble + ".",
                        "The log says more; \"vouchsafe backup FILE\" makes one by hand."))
                .ifPresent(alarms::add);
        health.archive()
                .state()
                .flatMap(LogArchive.State::trouble)
                .map(trouble -> new Alarm(
                        "archive.late",
                        trouble + ".",
                        "Make the archive reachable and give it room; what waits is taken there by itself."))
                .ifPresent(alarms::add);
        long overdue = overdueErasures();
        if (overdue > 0) {
            alarms.add(new Alarm(
                    "erasures.overdue",
                    overdue + " erasures that members asked for are overdue.",
                    "Ask the projects to erase the data and confirm it."));
        }
        return alarms;
    }
}
