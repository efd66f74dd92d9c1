package vouchsafe.portal.coordinator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vouchsafe.audit.RefusedRequest;
import vouchsafe.clients.Client;
import vouchsafe.clients.SecretRecord;
import vouchsafe.files.StorageUse;
import vouchsafe.oauth.ProofKeyUse;
import vouchsafe.projects.SetupProgress;

/**
 * What the developer of a project's app needs to know.
 *
 * @param secrets the client secrets that work now, newest first
 * @param snippets code to begin with; empty where members join on this server's own pages
 * @param proofKeys whether the app sends PKCE challenges
 * @param refused the latest calls of the app that were refused
 * @param stored how much the project and its members store
 */
public record AppSide(
        Client client,
        List<SecretRecord> secrets,
        ProjectUrls urls,
        List<Snippet> snippets,
        SetupProgress progress,
        ProofKeyUse proofKeys,
        List<RefusedRequest> refused,
        StorageUse stored) {

    /** Whether there is room for one more secret. */
    public boolean oneMoreSecret() {
        return secrets.size() < 2;
    }

    /** The time at which a secret was used last, for the page. */
    public static Optional<Instant> lastUsed(SecretRecord secret) {
        return Optional.ofNullable(secret.lastUsedAt());
    }

    /** The time at which a secret ends, for the page. */
    public static Optional<Instant> expires(SecretRecord secret) {
        return Optional.ofNullable(secret.expiresAt());
    }

    /** Whether a client secret was ever used. */
    public boolean credentialsUsed() {
        return secrets.stream().anyMatch(secret -> secret.lastUsedAt() != null);
    }
}
