package vouchsafe.projects;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import vouchsafe.accounts.Credentials;
import vouchsafe.accounts.Standings;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.clients.Client;
import vouchsafe.clients.ClientSecret;
import vouchsafe.clients.Clients;
import vouchsafe.clients.NewClient;
import vouchsafe.crypto.KeyRing;
import vouchsafe.crypto.RandomText;
import vouchsafe.grants.Grants;

/** The stored projects: finding, making and editing them, and deciding who may still join. */
public final class Projects {
    private static final int CLIENT_ID_LENGTH = 40;

    private final ProjectTable table;
    private final KeptProjects kept;
    private final Clients clients;
    private final Standings standings;
    private final Grants grants;
    private final ProjectVersions versions;
    private final ProjectChanges changes;
    private final MasterTokens masterTokens;
    private final KeyRing keys;
    private final DurableActs acts;
    private final ProjectSettings settings;

    Projects(
            ProjectTable table,
            KeptProjects kept,
            Clients clients,
            Standings standings,
            Grants grants,
            ProjectVersions versions,
            ProjectChanges changes,
            MasterTokens masterTokens,
            KeyRing keys,
            DurableActs acts,
            ProjectSettings settings) {
        this.table = table;
        this.kept = kept;
        this.clients = clients;
        this.standings = standings;
        this.grants = grants;
        this.versions = versions;
        this.changes = changes;
        this.masterTokens = masterTokens;
        this.keys = keys;
        this.acts = acts;
        this.settings = settings;
    }

    /** The project with this number. */
    public Optional<Project> find(int id) {
        return kept.byNumber(id);
    }

    /** The project with this name in paths. */
    public Optional<Project> bySlug(String slug) {
        return kept.bySlug(slug);
    }

    /** The project of this client (row id). */
    public Optional<Project> byClient(UUID clientRowId) {
        return kept.byClient(clientRowId);
    }

    /** The projects of these clients (row ids), by name. */
    public List<Project> byClients(Collection<UUID> clientRowIds) {
        String[] ids = clientRowIds.stream().map(UUID::toString).toArray(String[]::new);
        return table.list("WHERE p.client_id = ANY (:value::uuid[]) ORDER BY lower(p.name), p.id", ids);
    }

    /** The projects this member coordinates, by name. */
    public List<Project> byCoordinator(UUID memberId) {
        return table.list("WHERE p.coordinator_id = :value ORDER BY lower(p.name), p.id", memberId);
    }

    /**
     * Holds the project's row for the rest of the caller's transaction, so that an approval comes before or after it; false
     * where it is approved.
     */
    public boolean holdBeforeApproval(int id) {
        return table.lockBeforeApproval(id);
    }

    /** How many members have this project connected now. */
    public long activeMembers(Project project) {
        return grants.activeCount(project.clientRowId());
    }

    /** How many active members a project may have before approval, its coordinator's own account included. */
    public int memberCap() {
        return settings.memberCap();
    }

    /**
     * Stores a new project with its client and its first secrets.
     *
     * @param coordinator the credentials of the member who runs it
     * @throws vouchsafe.accounts.CredentialsEnded where they were ended meanwhile
     */
    public NewProject create(ProjectDraft draft, Credentials coordinator) {
        UUID coordinatorId = coordinator.memberId();
        return acts.call(() -> {
            Client client = clients.create(NewClient.forProject(
                    RandomText.alphanumeric(CLIENT_ID_LENGTH),
                    draft.details().about().name(),
                    draft.redirectUrls(),
                    draft.pkceRequired()));
            Project project = insert(ProjectKind.OAUTH2, draft, client.id(), coordinatorId);
            ClientSecret secret = clients.issueSecret(client.id(), acts.now());
            MasterToken masterToken =
                    masterTokens.replace(project, coordinatorId).orElseThrow();
            standings.require(coordinator);
            return new NewProject(require(project.id()), client.clientId(), secret, masterToken);
        });
    }

    /**
     * Stores a new project whose members join here. It has a master token and no client secret: no app signs in for it.
     *
     * @param coordinator the credentials of the member who runs it
     * @throws vouchsafe.accounts.CredentialsEnded where they were ended meanwhile
     */
    public NewOnSiteProject createOnSite(ProjectDraft draft, Credentials coordinator) {
        UUID coordinatorId = coordinator.memberId();
        return acts.call(() -> {
            Client client = clients.create(NewClient.forOnSiteProject(
                    RandomText.alphanumeric(CLIENT_ID_LENGTH),
                    draft.details().about().name()));
            Project project = insert(ProjectKind.ON_SITE, draft, client.id(), coordinatorId);
            MasterToken masterToken =
                    masterTokens.replace(project, coordinatorId).orElseThrow();
            standings.require(coordinator);
            return new NewOnSiteProject(require(project.id()), masterToken);
        });
    }

    private Project insert(ProjectKind kind, ProjectDraft draft, UUID clientRowId, UUID coordinatorId) {
        ProjectDetails details = draft.details();
        Optional<Integer> id = Optional.empty();
        for (int attempt = 1; id.isEmpty(); attempt++) {
            String slug = Slugs.candidate(details.about().name(), attempt);
            id = table.insert(kind, details, clientRowId, slug, coordinatorId, acts.now());
        }
        change(id.get(), draft.webhookSecret());
        Project project = require(id.get());
        versions.add(project.id(), project.version(), project.requested(), coordinatorId);
        acts.record(event("project.created", project, coordinatorId));
        return project;
    }

    /**
     * Stores an edited form. A change of what members are asked for makes a new version. On an approved project it waits
     * for a reviewer first, unless it only asks for less.
     */
    public ProjectUpdate update(int projectId, ProjectDraft draft, UUID editorId) {
        return acts.call(() -> {
            table.lock(projectId);
            Project current = require(projectId);
            Requested before = current.requested();
            Requested wanted = draft.details().requested(current.allSourcesAccess());
            boolean waits = current.approved() && !wanted.equals(before) && !wanted.onlyNarrows(before);
            ProjectDetails effective = waits ? draft.details().asking(before) : draft.details();
            table.update(projectId, effective, acts.now());
            change(projectId, draft.webhookSecret());
            clients.update(current.clientRowId(), effective.about().name(), draft.redirectUrls(), draft.pkceRequired());
            acts.record(event("project.updated", current, editorId));
            if (waits) {
                changes.propose(current, wanted, editorId);
                acts.record(event("project.change_proposed", current, editorId));
                return new ProjectUpdate.WaitsForReview(require(projectId), wanted);
            }
            changes.withdraw(projectId, editorId);
            return new ProjectUpdate.Saved(versioned(projectId, before, editorId));
        });
    }

    /** From now on refuses authorization requests of the project's app that come without a PKCE challenge (RFC 7636). */
    public void requirePkce(Project project, UUID editorId) {
        acts.run(() -> {
            clients.requirePkce(project.clientRowId());
            acts.record(event("project.updated", project, editorId));
        });
    }

    /**
     * An administrator turns a project into one of the other kind. Members stay, and are asked again: what they agreed to
     * was worded for the kind it had. The caller ends the sign-ins of its apps.
     */
    public Project convert(int projectId, ProjectKind kind, ProjectDraft draft, UUID administratorId) {
        return acts.call(() -> {
            table.lock(projectId);
            Project before = require(projectId);
            table.setKind(projectId, kind);
            table.update(projectId, draft.details(), acts.now());
            clients.update(
                    before.clientRowId(), draft.details().about().name(), draft.redirectUrls(), draft.pkceRequired());
            clients.allowGrantTypes(before.clientRowId(), kind == ProjectKind.ON_SITE ? Set.of() : NewClient.CODE_FLOW);
            changes.withdraw(projectId, administratorId);
            acts.record(event("project.converted", before, administratorId).with("kind", kind.word()));
            return versioned(projectId, before.requested(), administratorId);
        });
    }

    /** Makes a new version where the request to members has changed. The caller holds the project's row. */
    Project versioned(int projectId, Requested before, UUID authorId) {
        Project project = require(projectId);
        if (project.requested().equals(before)) {
            return project;
        }
        table.nextVersion(projectId);
        Project next = require(projectId);
        versions.add(projectId, next.version(), next.requested(), authorId);
        acts.record(event("project.version_made", next, authorId).with("version", Integer.toString(next.version())));
        return next;
    }

    /** An administrator lets a project ask for the data of every source, or no longer. Members are asked before it counts. */
    public void setAllSourcesAccess(int projectId, boolean allSources, UUID administratorId) {
        acts.run(() -> {
            table.lock(projectId);
            Project before = require(projectId);
            if (before.allSourcesAccess() != allSources) {
                table.setAllSourcesAccess(projectId, allSources);
                acts.record(event("project.all_sources_set", before, administratorId)
                        .with("all_sources", Boolean.toString(allSources)));
                versioned(projectId, before.requested(), administratorId);
            }
        });
    }

    /** Puts an accepted change into effect. The caller holds the project's row. */
    Project take(Project project, ProjectChanges.Waiting change, UUID reviewerId) {
        table.update(project.id(), project.details().asking(change.requested()), acts.now());
        Client client = clients.find(project.clientRowId()).orElseThrow();
        clients.update(client.id(), change.requested().about().name(), client.redirectUris(), client.pkceRequired());
        return versioned(project.id(), project.requested(), reviewerId);
    }

    private void change(int projectId, ProjectDraft.WebhookSecretChange change) {
        switch (change) {
            case ProjectDraft.WebhookSecretChange.Keep keep -> {}
            case ProjectDraft.WebhookSecretChange.Clear clear -> table.setWebhookSecret(projectId, null);
            case ProjectDraft.WebhookSecretChange.Replace(WebhookSecret secret) ->
                table.setWebhookSecret(projectId, keys.wrap(secret.bytes()));
        }
    }

    /**
     * Decides whether a member may join. To be called inside the transaction that stores the grant: joins of a project in
     * development wait for each other here, so that the cap is exact.
     *
     * @param read the project as that transaction read it
     * @param alreadyActive whether the member's grant is active now; authorizing again needs no place
     */
    public JoinDecision lockForJoin(Project read, boolean alreadyActive) {
        Project project = read;
        if (!project.approved()) {
            table.lock(project.id());
            project = require(project.id());
        }
        if (!project.active()) {
            return new JoinDecision.NotActive(project);
        }
        if (project.approved() || alreadyActive || activeMembers(project) < settings.memberCap()) {
            return new JoinDecision.MayJoin(project);
        }
        return new JoinDecision.Full(project, settings.memberCap());
    }

    private Project require(int id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("no project " + id));
    }

    static AuditEvent event(String kind, Project project, UUID actor) {
        return AuditEvent.of(kind).by(actor).client(project.clientRowId()).with("project", project.slug());
    }
}
