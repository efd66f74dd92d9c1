package vouchsafe.consent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import vouchsafe.db.Transactions;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.mail.Mail;
import vouchsafe.mail.Outbox;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectSettings;
import vouchsafe.projects.Projects;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.Times;

/** Reminds projects, once a week, of erasures that are overdue. */
final class ErasureReminders {
    private static final Duration EVERY = Duration.ofDays(7);
    private static final int BATCH = 200;

    private final Grants grants;
    private final Projects projects;
    private final Outbox outbox;
    private final PublicAddress address;
    private final ProjectSettings settings;
    private final Transactions transactions;
    private final InstantSource clock;

    ErasureReminders(
            Grants grants,
            Projects projects,
            Outbox outbox,
            PublicAddress address,
            ProjectSettings settings,
            Transactions transactions,
            InstantSource clock) {
        this.grants = grants;
        this.projects = projects;
        this.outbox = outbox;
        this.address = address;
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
                    projects.byClient(client).ifPresent(project -> outbox.queue(reminder(project, its))));
            return overdue.size();
        });
    }

    private Mail reminder(Project project, List<Grant> overdue) {
        String members = overdue.stream()
                .map(grant -> "    " + grant.subject() + "   asked on "
                        + Times.dateAndTime(Objects.requireNonNull(grant.erasureRequestedAt())))
                .collect(Collectors.joining("\n"));
        String text = String.format(
                """
                Hello,

                these members left your project "%s" and asked you to delete the data you have of them. You have not
                confirmed yet that you did, and the time for it is over:

                %s

                Please delete the data on your side, then confirm it here:

                %s

                The members see that it is overdue until you do.
                """,
                project.name(),
                members,
                address.url("/direct-sharing/projects/withdrawn-members/" + project.slug() + "/"));
        String subject = "Overdue: deletion of data of members who left "
                + project.name().replaceAll("[\\r\\n]+", " ");
        return new Mail("erasure-overdue", project.details().addresses().contactEmail(), null, subject, text);
    }
}
