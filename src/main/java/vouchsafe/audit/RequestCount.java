package vouchsafe.audit;

import java.time.LocalDate;

/**
 * How often a client called one endpoint on one day (UTC).
 *
 * @param answered calls that were served
 * @param refused calls that were refused
 */
public record RequestCount(LocalDate day, String endpoint, long answered, long refused) {}
