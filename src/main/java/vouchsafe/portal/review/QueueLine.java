package vouchsafe.portal.review;

import java.time.Instant;
import java.util.UUID;
import vouchsafe.projects.Project;

/**
 * One request that waits for a reviewer.
 *
 * @param since the time of the request
 * @param own whether the reader runs the project, so that others must decide
 */
public record QueueLine(Project project, Instant since, boolean own) {
    QueueLine(Project project, Instant since, UUID readerId) {
        this(project, since, project.coordinatorId().equals(readerId));
    }
}
