package vouchsafe.portal.coordinator;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;

/** Finds a project for its coordinator. */
final class OwnProjects {
    private final Projects projects;

    OwnProjects(Projects projects) {
        this.projects = projects;
    }

    /** The project, for its coordinator or an administrator. All others get the answer for an unknown name. */
    Project require(String slug, SignedInMember member) {
        return projects.bySlug(slug)
                .filter(project -> project.coordinatorId().equals(member.id()) || member.administrator())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
