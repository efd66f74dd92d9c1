package vouchsafe.files;

import java.time.Instant;
import java.util.UUID;

/**
 * How often one project read one file.
 *
 * @param projectId the project that the file came through
 * @param clientRowId row id of the project's client
 */
public record ReadSummary(long fileId, int projectId, UUID clientRowId, long reads, Instant lastAt) {}
