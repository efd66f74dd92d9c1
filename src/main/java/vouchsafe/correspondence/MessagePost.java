package vouchsafe.correspondence;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import vouchsafe.db.Job;
import vouchsafe.messages.Addressee;
import vouchsafe.messages.Message;
import vouchsafe.messages.Messages;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;

/**
 * The job that passes messages on, a batch at a time with a pause between: a message to ten thousand members takes a
 * quarter of an hour, and does not hold up other mail. A batch is one transaction; one that fails is tried again as a
 * whole.
 */
final class MessagePost {
    private static final int BATCH = 100;
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Messages messages;
    private final Projects projects;
    private final MessageMails mails;
    private final InstantSource clock;

    MessagePost(Messages messages, Projects projects, MessageMails mails, InstantSource clock) {
        this.messages = messages;
        this.projects = projects;
        this.mails = mails;
        this.clock = clock;
    }

    /** Passes on one batch of the message with this id. */
    Job.Outcome run(String messageId) {
        Optional<Message> message = messages.find(UUID.fromString(messageId));
        Optional<Project> project = message.flatMap(each -> projects.byClient(each.clientRowId()));
        if (message.isEmpty() || project.isEmpty()) {
            return new Job.Outcome.Done();
        }
        boolean more = messages.passOn(message.get(), BATCH, (each, to) -> post(project.get(), each, to));
        return more ? new Job.Outcome.TryAgain(clock.instant().plus(PAUSE)) : new Job.Outcome.Done();
    }

    private UUID post(Project project, Message message, Addressee addressee) {
        return mails.message(project, message, addressee, Objects.requireNonNull(addressee.email()));
    }
}
