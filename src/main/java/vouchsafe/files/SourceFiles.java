package vouchsafe.files;

import java.util.List;

/**
 * A member's files of one project.
 *
 * @param count how many there are in all
 * @param bytes how large they are together
 * @param latest the latest of them, latest first
 */
public record SourceFiles(int projectId, long count, long bytes, List<DataFile> latest) {
    /** No files of this project. */
    public static SourceFiles none(int projectId) {
        return new SourceFiles(projectId, 0, 0, List.of());
    }
}
