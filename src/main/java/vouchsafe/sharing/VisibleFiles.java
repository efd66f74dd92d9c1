package vouchsafe.sharing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import vouchsafe.files.DataFile;
import vouchsafe.files.DataFiles;
import vouchsafe.files.FileScope;
import vouchsafe.files.FirstFiles;
import vouchsafe.grants.Grant;
import vouchsafe.projects.Project;

/**
 * What files a grant lets its project see now: those of the granted sources, or of all, and what came through the project
 * itself. By source, in text order, then by id.
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

    /** A page of them. */
    public List<DataFile> list(Project project, Grant grant, long offset, int most) {
        return files.list(scope(project, grant), offset, most);
    }

    /** How many there are. */
    public long count(Project project, Grant grant) {
        return files.count(scope(project, grant));
    }

    /** The first files, and the number of all, of many members in one statement; by member, {@link FirstFiles#NONE} absent. */
    public Map<UUID, FirstFiles> first(Project project, Collection<Grant> grants, int most) {
        return files.first(grants.stream().map(grant -> scope(project, grant)).toList(), most);
    }
}
