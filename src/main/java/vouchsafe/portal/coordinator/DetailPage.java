package vouchsafe.portal.coordinator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.audit.RefusedRequest;
import vouchsafe.clients.Client;
import vouchsafe.clients.SecretRecord;
import vouchsafe.datatypes.ProjectDataTypes;
import vouchsafe.portal.catalogue.Asking;
import vouchsafe.portal.catalogue.DifferenceLine;
import vouchsafe.projects.ApprovalRequest;
import vouchsafe.projects.Project;
import vouchsafe.projects.SetupProgress;

/**
 * The content of a project's detail page.
 *
 * @param secrets the client secrets that work now, newest first
 * @param newSecret a client secret to show this once, or null
 * @param newMasterToken a master access token to show this once, or null
 * @param members the number of members who are connected now
 * @param cap the most members that a project in development may have
 * @param waitingChange the differences of the change that waits for a reviewer; empty where none waits
 * @param approval the state of the newest request for approval, or null where none was made
 * @param dataTypes the kinds of data that its files may be of
 * @param refused the latest calls of its app that were refused
 * @param now when the page was made
 */
public record DetailPage(
        Project project,
        Client client,
        List<SecretRecord> secrets,
        @Nullable String newSecret,
        @Nullable String newMasterToken,
        long members,
        int cap,
        Asking asking,
        List<DifferenceLine> waitingChange,
        ProjectUrls urls,
        SetupProgress progress,
        ApprovalRequest.@Nullable State approval,
        List<Snippet> snippets,
        ProjectDataTypes dataTypes,
        List<RefusedRequest> refused,
        Instant now) {

    /** Whether the master access token works at this moment. */
    public boolean masterTokenWorks() {
        Instant expires = project.masterTokenExpiresAt();
        return expires != null && (project.masterTokenNeverExpires() || now.isBefore(expires));
    }

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

    /** Whether the coordinator changed anything since the project was made. */
    public boolean edited() {
        return project.updatedAt().isAfter(project.createdAt());
    }
}
