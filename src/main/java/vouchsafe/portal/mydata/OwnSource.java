package vouchsafe.portal.mydata;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vouchsafe.grants.Grant;
import vouchsafe.projects.Project;

/**
 * A project as a source of a member's data.
 *
 * @param grant the member's consent to it, ended or not
 * @param count the number of files
 * @param bytes the size of all files together
 * @param files the latest few
 * @param publicSince the time since when everyone may read them; empty where they are not public
 * @param mayRead names of the projects that may read them now, the project itself among them
 * @param readers the projects that did read them
 */
public record OwnSource(
        Project project,
        Optional<Grant> grant,
        long count,
        long bytes,
        List<FileLine> files,
        Optional<Instant> publicSince,
        List<String> mayRead,
        List<FileReader> readers) {

    /** Whether the member shares with this project now. */
    public boolean connected() {
        return grant.filter(Grant::active).isPresent();
    }

    /** Path of the page with all of its files. */
    public String path() {
        return "/member/me/data/" + project.id() + "/";
    }
}
