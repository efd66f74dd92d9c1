package vouchsafe.portal.authorize;

import java.util.List;
import java.util.Optional;
import vouchsafe.grants.Grant;
import vouchsafe.projects.Project;

/**
 * The content of a page that asks for consent: of the authorization page, or of those for joining an on-site project.
 *
 * @param name the name of the project or app that asks
 * @param scopes the scopes that an app asks for
 * @param project the project that asks; empty for an app without a project
 * @param sources names and addresses of the projects whose data is asked for
 * @param before the member's present grant, if there is one
 * @param news the requests that are new since the member last agreed, in words
 * @param username the member's username, as the project would learn it
 * @param seal proof in the form that this is the page that the member saw
 * @param cap the most members that a project in development may have
 */
public record ConsentView(
        String name,
        List<String> scopes,
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
     * @param isNew whether it is a new request since the member last agreed
     * @param connected whether the member has connected it, so that it can have data
     * @param connectUrl address for connecting it: a path here, or a URL elsewhere; empty where it takes no members now
     */
    public record Source(String name, String path, boolean isNew, boolean connected, String connectUrl) {}
}
