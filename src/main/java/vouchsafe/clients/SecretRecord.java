package vouchsafe.clients;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of a client secret.
 *
 * @param hash SHA-256 of the secret
 * @param wrapped the secret under the key ring, for clients that sign with it; null where the hash is enough
 * @param lastUsedAt to the hour; null while unused
 * @param expiresAt when it stops working; null for never
 */
public record SecretRecord(
        UUID id,
        byte[] hash,
        byte @Nullable [] wrapped,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant expiresAt) {

    /** Whether it works at this moment. */
    public boolean live(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SecretRecord that && id.equals(that.id) && Arrays.equals(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
