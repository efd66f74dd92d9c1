package vouchsafe.app;

import java.nio.file.Path;
import vouchsafe.backup.BackupRefused;
import vouchsafe.backup.MovedRows;
import vouchsafe.db.DatabaseUnavailable;
import vouchsafe.embedded.EmbeddedDatabase;

/** Starts the embedded database of a data folder, whichever version of PostgreSQL wrote its rows. */
final class MovedDatabase {
    private MovedDatabase() {}

    static EmbeddedDatabase start(Path dataFolder) {
        return EmbeddedDatabase.start(dataFolder, (from, to, scratch) -> {
            try {
                MovedRows.move(from, to, scratch, Vouchsafe.version());
            } catch (BackupRefused refused) {
                throw new DatabaseUnavailable(
                        "the rows of an older PostgreSQL could not be moved, and are as they were: "
                                + refused.getMessage(),
                        refused);
            }
        });
    }
}
