package vouchsafe.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vouchsafe.archive.ArchivePlace;
import vouchsafe.archive.ArchiveSettings;
import vouchsafe.archive.ArchiveState;
import vouchsafe.doctor.Area;
import vouchsafe.doctor.Finding;

/** What a doctor says about the archive that the settings ask for. */
final class ArchiveFindings {
    private ArchiveFindings() {}

    static void add(ArchiveSettings archive, Instant now, List<Finding> findings) {
        try {
            Optional<ArchiveState> state = ArchiveState.of(archive.dataFolder())
                    .filter(known -> known.place().equals(archive.place().toString()));
            state.flatMap(known -> known.trouble(now))
                    .map(trouble -> Finding.wrong(
                            "archive.late",
                            Area.DATABASE,
                            trouble + ".",
                            "Make the archive reachable and give it room; what waits is taken there by itself."))
                    .ifPresent(findings::add);
            if (archive.place() instanceof ArchivePlace.Folder(Path path) && sameDisk(path, archive.dataFolder())) {
                findings.add(Finding.risk(
                        "archive.same-disk",
                        Area.DATABASE,
                        "The archive " + path + " lies on the disk of the data folder, with which it would be lost.",
                        "Set archive (VOUCHSAFE_ARCHIVE) to a folder on another disk, or to an object store."));
            }
        } catch (IOException unreadable) {
            findings.add(Finding.wrong(
                    "archive.unreadable",
                    Area.DATABASE,
                    "How the archive stands can't be read: " + unreadable.getMessage() + ".",
                    "Run Vouchsafe and its commands as the user whom the data folder belongs to."));
        }
    }

    private static boolean sameDisk(Path one, Path other) throws IOException {
        return Files.isDirectory(one)
                && Files.isDirectory(other)
                && Files.getFileStore(one).equals(Files.getFileStore(other));
    }
}
