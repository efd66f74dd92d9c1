package vouchsafe.portal.authorize;

import java.util.Optional;
import vouchsafe.oauth.AuthorizationRequest;
import vouchsafe.projects.Project;

/**
 * An authorization request that was checked and can be put to a member.
 *
 * @param project the project whose app asks, as it is now; empty for an app without a project
 */
record AppQuestion(AuthorizationVisit visit, AuthorizationRequest asked, Optional<Project> project) {

    /** The name of the project or app that asks. */
    String name() {
        return project.map(Project::name).orElse(asked.client().name());
    }

    /** Whether the project takes no members now. */
    boolean inactive() {
        return project.filter(each -> !each.active()).isPresent();
    }

    /** What the member is asked. */
    ConsentQuestion consent() {
        return new ConsentQuestion(
                asked.client().id(), name(), asked.scopes(), project, visit.query(), visit.address());
    }
}
