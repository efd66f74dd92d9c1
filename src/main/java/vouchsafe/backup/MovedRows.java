package vouchsafe.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import vouchsafe.db.LongSessions;
import vouchsafe.db.Migrations;

/** All rows of one database moved to another by a backup without files, as whole and as compared as any. */
public final class MovedRows {
    private MovedRows() {}

    /**
     * Moves them.
     *
     * @param from a database on which no server runs
     * @param to an empty one
     * @param scratch a file that is there meanwhile
     * @throws BackupRefused where it can't be; the old database is as it was
     */
    public static void move(String from, String to, Path scratch, String program) {
        try {
            try (Connection connection = new LongSessions(from, "vouchsafe upgrade").getConnection()) {
                if (Migrations.of(connection).isEmpty()) {
                    return;
                }
            }
            Backup.rows(from, scratch, program);
            Restore.run(
                    Archive.check(scratch, Progress.silent()),
                    new RestoreTarget(to, Optional.empty(), Path.of("")),
                    Progress.silent());
        } catch (SQLException failure) {
            throw new BackupRefused("the database can't be read: " + failure.getMessage(), failure);
        } finally {
            remove(scratch);
        }
    }

    private static void remove(Path scratch) {
        try {
            Files.deleteIfExists(scratch);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
