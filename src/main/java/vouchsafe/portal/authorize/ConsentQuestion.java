package vouchsafe.portal.authorize;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import vouchsafe.consent.Joining;
import vouchsafe.projects.Project;

/**
 * A question to a member: whether somebody may have something.
 *
 * @param clientRowId the client that would get the grant
 * @param name the name of the project or app that asks
 * @param scopes scopes that the app asks for; empty where a project's members join here
 * @param project the project that asks; empty for an app without a project
 * @param text the request as it was made, to which an answer is bound
 * @param address path and query of the page that asks
 */
record ConsentQuestion(
        UUID clientRowId, String name, List<String> scopes, Optional<Project> project, String text, String address) {

    /** The question of a project whose members join on this server's own pages. */
    static ConsentQuestion onSite(Project project) {
        return new ConsentQuestion(
                project.clientRowId(),
                project.name(),
                List.of(),
                Optional.of(project),
                "on-site " + project.id(),
                project.onSiteAuthorizePath());
    }

    /** The version of what is asked for. */
    int version() {
        return Joining.version(project);
    }
}
