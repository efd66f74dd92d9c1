package vouchsafe.files;

import java.util.List;
import java.util.UUID;
import vouchsafe.grants.SourceLabel;

/**
 * A set of one member's files: those of some sources, or all.
 *
 * @param sources labels such as {@code direct-sharing-12}; ignored where all sources are meant
 */
public record FileScope(UUID memberId, boolean allSources, List<String> sources) {
    /** Every file of the member. */
    public static FileScope all(UUID memberId) {
        return new FileScope(memberId, true, List.of());
    }

    /** The member's files of one project. */
    public static FileScope ofProject(UUID memberId, int projectId) {
        return new FileScope(memberId, false, List.of(SourceLabel.of(projectId)));
    }

    /** Whether the file is one of them. */
    public boolean contains(DataFile file) {
        return file.memberId().equals(memberId) && (allSources || sources.contains(file.source()));
    }
}
