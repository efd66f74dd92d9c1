package vouchsafe.backup;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import vouchsafe.crypto.MasterKey;
import vouchsafe.files.FilesSettings;

/**
 * What is backed up.
 *
 * @param jdbcUrl the database, at an address where sessions are kept: a secret
 * @param atRest whether no server can be running on it
 * @param files where members' files are; empty for a backup of rows alone
 * @param dataFolder whose further files come along
 * @param masterKeys the keys at hand when the backup is made; the archive gets the fingerprint of the one that it needs
 * @param program the version of this program
 */
public record BackupSource(
        String jdbcUrl,
        boolean atRest,
        Optional<FilesSettings> files,
        Path dataFolder,
        Supplier<List<MasterKey>> masterKeys,
        String program) {

    /** Without the URL, which holds the password. */
    @Override
    public String toString() {
        return "BackupSource[" + dataFolder + "]";
    }
}
