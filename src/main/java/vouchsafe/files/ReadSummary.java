package vouchsafe.files;

import java.time.Instant;
import java.util.UUID;

/**
 * How often one project read one file.
 *
 * @param clientId row id of the project's client
 */
public record ReadSummary(long fileId, UUID clientId, long reads, Instant lastAt) {}
