package vouchsafe.consent;

import java.util.Optional;
import java.util.UUID;
import vouchsafe.accounts.Standings;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.files.DataFile;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;

/** Whether a project may read a member's file: consent, account and project must all be good. */
final class ReadsUnderGrant {
    private final Grants grants;
    private final Standings standings;
    private final Clients clients;
    private final Projects projects;

    ReadsUnderGrant(Grants grants, Standings standings, Clients clients, Projects projects) {
        this.grants = grants;
        this.standings = standings;
        this.clients = clients;
        this.projects = projects;
    }

    /** The grant with this id, while it shows this file. */
    Optional<Grant> find(UUID grantId, DataFile file) {
        return grants.find(grantId).filter(grant -> shows(grant, file));
    }

    private boolean shows(Grant grant, DataFile file) {
        return grant.active()
                && standings.active(grant.memberId())
                && projects.byClient(grant.clientRowId())
                        .filter(Project::running)
                        .filter(project -> VisibleFiles.scope(project, grant).contains(file))
                        .isPresent();
    }

    /** Whether a read that was allowed under this grant may go on. */
    boolean holds(Grant grant) {
        return grants.current(grant.id()).filter(Grant::active).isPresent()
                && standings.active(grant.memberId())
                && clients.find(grant.clientRowId()).filter(Client::usable).isPresent();
    }

    /** Notes when the project last read. */
    void note(Grant grant) {
        grants.noteRead(grant);
    }
}
