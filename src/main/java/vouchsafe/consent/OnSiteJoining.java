package vouchsafe.consent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import vouchsafe.accounts.Credentials;
import vouchsafe.accounts.Standings;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.grants.Permissions;
import vouchsafe.projects.JoinDecision;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;

/**
 * Joins a member to a project on this server's own pages. The member first accepts the consent text, then agrees to the
 * permissions. Nothing is shared before the second step, which writes consent and receipt in one transaction.
 */
public final class OnSiteJoining {
    private final Projects projects;
    private final Grants grants;
    private final ConsentDocuments documents;
    private final Standings standings;
    private final DurableActs acts;

    OnSiteJoining(Projects projects, Grants grants, ConsentDocuments documents, Standings standings, DurableActs acts) {
        this.projects = projects;
        this.grants = grants;
        this.documents = documents;
        this.standings = standings;
        this.acts = acts;
    }

    /** Notes that the member accepted this version's consent text. They share nothing yet. */
    public void accepted(UUID memberId, Project project) {
        acts.record(AuditEvent.of("consent.accepted")
                .by(memberId)
                .to(memberId)
                .client(project.clientRowId())
                .with("project", project.slug())
                .with("version", Integer.toString(project.version())));
    }

    /**
     * Joins the member, who agrees to the project's permissions.
     *
     * @param credentials those of the browser in which they agree
     * @param project the project, which is read anew
     * @param shownVersion the version of the project's request, its consent text included, that the member read
     * @param acceptedAt when the member accepted the consent text
     * @param hidden whether the member wants the connection kept off public pages
     * @throws vouchsafe.accounts.CredentialsEnded where the credentials were ended meanwhile
     */
    public OnSiteJoined agree(
            Credentials credentials, Project project, int shownVersion, Instant acceptedAt, boolean hidden) {
        UUID memberId = credentials.memberId();
        return acts.call(() -> {
            Optional<Grant> before =
                    grants.find(project.clientRowId(), memberId).filter(Grant::active);
            Project present = projects.find(project.id()).orElseThrow();
            return switch (projects.lockForJoin(present, before.isPresent())) {
                case JoinDecision.NotActive(Project closed) -> new NotJoined.NotActive(closed);
                case JoinDecision.Full(Project full, int cap) -> new NotJoined.Full(full, cap);
                case JoinDecision.MayJoin(Project open) ->
                    open.version() == shownVersion && open.onSite()
                            ? join(credentials, open, acceptedAt, hidden)
                            : new NotJoined.Changed();
            };
        });
    }

    private OnSiteJoined join(Credentials credentials, Project project, Instant acceptedAt, boolean hidden) {
        UUID memberId = credentials.memberId();
        Permissions permissions = Joining.permissions(List.of(), Optional.of(project));
        Grant grant = grants.authorize(
                project.clientRowId(),
                memberId,
                permissions,
                hidden,
                documents.agreedOnSite(project, permissions, acceptedAt, hidden));
        acts.record(AuditEvent.of("grant.authorized")
                .by(memberId)
                .to(memberId)
                .client(project.clientRowId())
                .with("version", Integer.toString(permissions.version())));
        standings.require(credentials);
        return new OnSiteJoined.Yes(grant, project);
    }
}
