package vouchsafe.portal.records;

import java.time.Instant;
import java.util.UUID;

/**
 * One event as a page shows it.
 *
 * @param sentence the event in words
 * @param kind its name in the log
 * @param facts further details in words, or empty
 * @param origin address and request id, or empty
 */
public record EventLine(UUID id, Instant at, String sentence, String kind, String facts, String origin) {}
