package vouchsafe.portal.inbox;

import java.util.Optional;
import vouchsafe.messages.ReceivedMessage;
import vouchsafe.projects.Project;

/**
 * A message a member received, and who wrote it.
 *
 * @param project empty where it is gone
 */
public record InboxLine(ReceivedMessage message, Optional<Project> project) {
    /** Who wrote it. */
    public String from() {
        return project.map(Project::name).orElse("A project that is gone");
    }

    /** What it is about. */
    public String subject() {
        return message.subject().isEmpty() ? "A message from " + from() : message.subject();
    }
}
