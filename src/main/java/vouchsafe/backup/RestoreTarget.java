package vouchsafe.backup;

import java.nio.file.Path;
import java.util.Optional;
import vouchsafe.files.FilesSettings;

/**
 * Where a backup is put.
 *
 * @param jdbcUrl an empty database, at an address where sessions are kept: a secret
 * @param files where members' files go; empty for rows alone
 * @param dataFolder where further files go
 */
public record RestoreTarget(String jdbcUrl, Optional<FilesSettings> files, Path dataFolder) {

    /** Without the URL, which holds the password. */
    @Override
    public String toString() {
        return "RestoreTarget[" + dataFolder + "]";
    }
}
