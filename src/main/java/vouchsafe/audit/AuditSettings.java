package vouchsafe.audit;

/**
 * How the audit log is kept.
 *
 * @param keepYears years after which events are erased; 0 keeps them for good
 */
public record AuditSettings(int keepYears) {}
