package vouchsafe.grants;

import java.time.Instant;
import java.util.UUID;

/**
 * One entry in the append-only history of a grant.
 *
 * @param sequence 1 for the first
 * @param kind {@code authorized}, {@code withdrawn}, {@code erasure_confirmed}, {@code hidden} or {@code shown}
 * @param document JSON of what was shown and what was chosen
 * @param hash SHA-256 over the entry and the hash of the one before, lower-case hex
 */
public record Receipt(UUID grantId, int sequence, Instant at, String kind, String document, String hash) {}
