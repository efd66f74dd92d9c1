package vouchsafe.messages;

import java.util.UUID;

/**
 * An active member of a project, as a recipient of its messages.
 *
 * @param number the number by which the project knows the member
 * @param accepts whether the member allowed the project to send messages
 */
public record Recipient(UUID grantId, String number, boolean accepts) {}
