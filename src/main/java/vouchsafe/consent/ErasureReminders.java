package vouchsafe.consent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import vouchsafe.db.Transactions;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.ProjectSettings;
import vouchsafe.projects.Projects;

/** Reminds projects, once a week, of erasures that are overdue. */
final class ErasureReminders {
    private static final Duration EVERY = Duration.ofDays(7);
    private static final int BATCH = 200;

    private final Grants grants;
    private final Projects projects;
    private final ProjectMails mails;
    private final ProjectSettings settings;
    private final Transactions transactions;
    private final InstantSource clock;

    ErasureReminders(
            Grants grants,
            Projects projects,
            ProjectMails mails,
            ProjectSettings settings,
            Transactions transactions,
            InstantSource clock) {
        this.grants = grants;
        this.projects = projects;
        this.mails = mails;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Sends all reminders that are due, in small transactions. */
    void send() {
        while (sendSome() == BATCH) {
            // A small batch holds its locks briefly.
        }
    }

    private int sendSome() {
        return transactions.call(() -> {
            Instant now = clock.instant();
            List<Grant> overdue =
                    grants.takeForReminder(now.minus(settings.erasureDeadline()), now.minus(EVERY), BATCH);
            Map<UUID, List<Grant>> byClient = overdue.stream().collect(Collectors.groupingBy(Grant::clientRowId));
            byClient.forEach((client, its) ->
                    projects.byClient(client).ifPresent(project -> mails.erasureOverdue(project, its)));
            return overdue.size();
        });
    }
}
