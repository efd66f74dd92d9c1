package vouchsafe.portal.authorize;

import java.util.List;
import java.util.Optional;
import vouchsafe.grants.Grant;
import vouchsafe.projects.Project;

/**
 * What the pages of an on-site project tell a member.
 *
 * @param sources names and addresses of the projects whose data is asked for
 * @param before the member's grant, if they share already
 * @param news what is asked for that was not when the member last agreed, in words
 * @param username of the member, as the project would learn it
 * @param seal proves on the way back that this is what the member saw
 * @param cap how many members a project in development may have
 */
public record OnSiteConsentView(
        Project project,
        List<ConsentView.Source> sources,
        Optional<Grant> before,
        List<String> news,
        String username,
        String seal,
        int cap) {}
