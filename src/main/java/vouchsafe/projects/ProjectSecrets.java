package vouchsafe.projects;

import java.util.UUID;
import vouchsafe.clients.ClientSecrets;
import vouchsafe.clients.NewSecretResult;
import vouchsafe.clients.SecretOverlap;

/** The client secrets of projects, seen from their coordinators: two may work at a time. */
public final class ProjectSecrets {
    private final ClientSecrets secrets;

    ProjectSecrets(ClientSecrets secrets) {
        this.secrets = secrets;
    }

    /** Makes a new secret, while those before it go on working for as long as said. */
    public NewSecretResult replace(Project project, SecretOverlap overlap, UUID actor) {
        return secrets.replace(project.clientRowId(), overlap, Projects.event("project.secret_made", project, actor));
    }

    /** Ends one secret at once; false where it had ended, or is none of this project's. */
    public boolean retire(Project project, UUID secretId, UUID actor) {
        return secrets.retire(
                project.clientRowId(), secretId, Projects.event("project.secret_retired", project, actor));
    }
}
