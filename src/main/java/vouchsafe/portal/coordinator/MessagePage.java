package vouchsafe.portal.coordinator;

import java.time.Instant;
import java.util.List;
import vouchsafe.messages.Message;
import vouchsafe.projects.Project;

/**
 * The content of the page on which a coordinator writes to members.
 *
 * @param mayWrite whether the project asks for the permission to send messages
 * @param accepting the number of members who agreed to messages
 * @param relay whether this server has a mail server to hand mail to
 * @param footer the text added below a message
 * @param sent messages sent before, latest first
 * @param older path of the page with older ones, or empty
 */
public record MessagePage(
        Project project,
        boolean mayWrite,
        int accepting,
        boolean relay,
        String footer,
        List<Message> sent,
        String older,
        Instant now) {}
