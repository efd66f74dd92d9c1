package vouchsafe.archive;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import vouchsafe.crypto.MasterKey;
import vouchsafe.files.FilesSettings;

/**
 * An archive of the log.
 *
 * @param place where it lies
 * @param keep how far back a server can be put
 * @param dataFolder whose embedded database it is
 * @param files where members' files are
 * @param masterKeys the keys at hand; a copy of the rows gets the fingerprint of the one that it needs
 * @param program the version of this program
 */
public record ArchiveSettings(
        ArchivePlace place,
        Duration keep,
        Path dataFolder,
        FilesSettings files,
        Supplier<List<MasterKey>> masterKeys,
        String program) {}
