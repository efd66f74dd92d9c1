package vouchsafe.openhumans.api;

import java.util.List;
import java.util.UUID;
import vouchsafe.grants.Grant;
import vouchsafe.projects.Project;

/** The authenticated caller of the API. */
sealed interface Caller {
    /** Row id of the client. */
    UUID clientRowId();

    /** An app with one member's access token. */
    record ForMember(UUID clientRowId, Grant grant, List<String> scopes) implements Caller {}

    /** A project with its master token. */
    record ForProject(Project project) implements Caller {
        @Override
        public UUID clientRowId() {
            return project.clientRowId();
        }
    }
}
