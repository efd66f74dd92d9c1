package vouchsafe.operation;

import java.util.UUID;
import vouchsafe.db.JobQueue;
import vouchsafe.mail.MailQueue;
import vouchsafe.webhooks.WebhookQueue;

/** The queues of the server, and how what failed in them is tried again. */
public record QueuesOfWork(MailQueue mail, WebhookQueue webhooks, JobQueue jobs) {
    /** A queue, as addresses name it. */
    public enum Queue {
        MAIL,
        WEBHOOKS,
        JOBS
    }

    /** Tries again what failed, in the name of an administrator; how much that is. */
    public int tryAgain(Queue queue, UUID administratorId) {
        return switch (queue) {
            case MAIL -> mail.tryAgain(administratorId);
            case WEBHOOKS -> webhooks.tryAgain();
            case JOBS -> jobs.tryAgain();
        };
    }
}
