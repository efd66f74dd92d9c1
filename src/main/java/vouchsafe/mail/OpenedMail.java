package vouchsafe.mail;

/**
 * A mail that an administrator reads here.
 *
 * @param body empty once it was delivered
 */
public record OpenedMail(QueuedMail mail, String body) {}
