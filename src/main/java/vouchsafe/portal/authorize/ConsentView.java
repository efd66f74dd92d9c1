package vouchsafe.portal.authorize;

import java.util.List;
import java.util.Optional;
import vouchsafe.grants.Grant;
import vouchsafe.oauth.AuthorizationRequest;
import vouchsafe.projects.Project;

/**
 * What the authorization page tells a member.
 *
 * @param project who asks, empty for an app that is no project
 * @param sources names and addresses of the projects whose data is asked for
 * @param before the member's grant, if they share already
 * @param news what is asked for that was not when the member last agreed, in words
 * @param username of the member, as the project would learn it
 * @param seal proves on the way back that this is what the member saw
 * @param cap how many members a project in development may have
 */
public record ConsentView(
        AuthorizationRequest request,
        Optional<Project> project,
        List<Source> sources,
        Optional<Grant> before,
        List<String> news,
        String username,
        String seal,
        int cap) {

    /**
     * A data source.
     *
     * @param isNew whether it was not asked for when the member last agreed
     * @param connected whether the member has connected it, so that there can be data of it
     * @param connectUrl where a member goes to connect it: a path here, or a URL elsewhere; empty where nobody can join now
     */
    public record Source(String name, String path, boolean isNew, boolean connected, String connectUrl) {}

    /** The name the member knows the asker by. */
    public String name() {
        return project.map(Project::name).orElse(request.client().name());
    }
}
