package vouchsafe.backup;

import java.nio.file.Path;
import java.util.Optional;
import vouchsafe.crypto.MasterKey;
import vouchsafe.files.FilesSettings;

/**
 * What is backed up.
 *
 * @param jdbcUrl the database, at an address where sessions are kept: a secret
 * @param atRest whether no server can be running on it
 * @param files where members' files are; empty for a backup of rows alone
 * @param dataFolder whose further files come along
 * @param masterKey the key at hand, of which the archive gets a fingerprint
 * @param program the version of this program
 */
public record BackupSource(
        String jdbcUrl,
        boolean atRest,
        Optional<FilesSettings> files,
        Path dataFolder,
        Optional<MasterKey> masterKey,
        String program) {

    /** Without the URL, which holds the password. */
    @Override
    public String toString() {
        return "BackupSource[" + dataFolder + "]";
    }
}
