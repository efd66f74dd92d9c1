package vouchsafe.messages;

import java.util.UUID;

/**
 * An active member of a project, as somebody to write to.
 *
 * @param number what the project knows the member by
 * @param accepts whether the member allowed the project to send messages
 */
public record Recipient(UUID grantId, String number, boolean accepts) {}
