package vouchsafe.portal.authorize;

import java.util.List;
import java.util.Optional;
import vouchsafe.grants.Grant;
import vouchsafe.projects.Project;

/**
 * The content of the pages for joining an on-site project.
 *
 * @param sources names and addresses of the projects whose data is asked for
 * @param before the member's present grant, if there is one
 * @param news the requests that are new since the member last agreed, in words
 * @param username the member's username, as the project would learn it
 * @param seal proof in the form that this is the page that the member saw
 * @param cap the most members that a project in development may have
 */
public record OnSiteConsentView(
        Project project,
        List<ConsentView.Source> sources,
        Optional<Grant> before,
        List<String> news,
        String username,
        String seal,
        int cap) {}
