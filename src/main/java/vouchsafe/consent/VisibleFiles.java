package vouchsafe.consent;

import java.util.ArrayList;
import java.util.List;
import vouchsafe.files.DataFiles;
import vouchsafe.files.FileScope;
import vouchsafe.files.FirstFiles;
import vouchsafe.grants.Grant;
import vouchsafe.projects.Project;

/**
 * The files that a grant lets its project see now: those of the granted sources, or of all, and those that the project
 * itself uploaded. By source, in text order, then by id.
 */
public final class VisibleFiles {
    private final DataFiles files;

    VisibleFiles(DataFiles files) {
        this.files = files;
    }

    /** The files as a set; an ended grant shows none. */
    public static FileScope scope(Project project, Grant grant) {
        if (!grant.active()) {
            return new FileScope(grant.memberId(), false, List.of());
        }
        List<String> sources = new ArrayList<>(grant.permissions().sources());
        sources.add(project.sourceLabel());
        return new FileScope(
                grant.memberId(),
                grant.permissions().allSources(),
                sources.stream().distinct().toList());
    }

    /**
     * A part of the files, and the number of all.
     *
     * @param most 1 or more
     */
    public FirstFiles page(Project project, Grant grant, long offset, int most) {
        FileScope scope = scope(project, grant);
        if (offset == 0 && most == DataFiles.PAGE) {
            return files.firstPage(scope);
        }
        return new FirstFiles(files.count(scope), files.list(scope, offset, most));
    }

    /** The first files, and the number of all, of each of these grants in its place, in one statement. */
    public List<FirstFiles> first(Project project, List<Grant> grants, int most) {
        return files.first(grants.stream().map(grant -> scope(project, grant)).toList(), most);
    }
}
