package vouchsafe.portal.inbox;

import java.util.Optional;
import vouchsafe.messages.ReceivedMessage;
import vouchsafe.projects.Project;

/**
 * A message that a member received, with its sender.
 *
 * @param project the sender; empty where that project is gone
 */
public record InboxLine(ReceivedMessage message, Optional<Project> project) {
    /** The sender's name. */
    public String from() {
        return project.map(Project::name).orElse("A project that is gone");
    }

    /** The subject. */
    public String subject() {
        return message.subject().isEmpty() ? "A message from " + from() : message.subject();
    }
}
