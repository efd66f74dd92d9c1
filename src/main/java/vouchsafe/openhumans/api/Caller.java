package vouchsafe.openhumans.api;

import java.util.List;
import java.util.UUID;
import vouchsafe.grants.Grant;
import vouchsafe.projects.Project;

/** The authenticated caller of the API. */
sealed interface Caller {
    /** Row id of the client. */
    UUID clientRowId();

    /** What its token belongs to and lives and dies with, however often the token itself is replaced. */
    UUID accessId();

    /** An app with one member's access token, of this sign-in. */
    record ForMember(UUID clientRowId, Grant grant, List<String> scopes, UUID signInId) implements Caller {
        @Override
        public UUID accessId() {
            return signInId;
        }
    }

    /** A project with its master token. */
    record ForProject(Project project) implements Caller {
        @Override
        public UUID clientRowId() {
            return project.clientRowId();
        }

        @Override
        public UUID accessId() {
            return project.clientRowId();
        }
    }
}
