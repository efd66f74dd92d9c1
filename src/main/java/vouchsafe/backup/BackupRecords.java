package vouchsafe.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vouchsafe.db.UuidV7;

/** Writes down in the database how a backup ended. A backup never fails because of it. */
final class BackupRecords {
    private static final Logger log = LoggerFactory.getLogger(BackupRecords.class);
    private static final int LONGEST = 1000;

    private final DataSource database;

    BackupRecords(DataSource database) {
        this.database = database;
    }

    void made(Instant began, String file, boolean scheduled, BackupReport report) {
        insert(began, file, scheduled, statement -> {
            statement.setLong(5, report.size());
            statement.setLong(6, report.files());
            statement.setNull(7, Types.VARCHAR);
        });
    }

    void failed(Instant began, String file, boolean scheduled, String why) {
        insert(began, file, scheduled, statement -> {
            statement.setNull(5, Types.BIGINT);
            statement.setNull(6, Types.BIGINT);
            statement.setString(7, why.length() > LONGEST ? why.substring(0, LONGEST) : why);
        });
    }

    private interface Outcome {
        void set(PreparedStatement statement) throws SQLException;
    }

    /** In a database of a version that keeps no such record, there is none. */
    private void insert(Instant began, String file, boolean scheduled, Outcome outcome) {
        try (Connection connection = database.getConnection();
                Statement question = connection.createStatement();
                ResultSet row = question.executeQuery("SELECT to_regclass('backups') IS NOT NULL")) {
            row.next();
            if (!row.getBoolean(1)) {
                return;
            }
            try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO backups (id, began_at, ended_at, file, scheduled, size, files, failure)
                VALUES (?, ?, now(), ?, ?, ?, ?, ?)
                """)) {
                insert.setObject(1, UuidV7.next());
                insert.setTimestamp(2, Timestamp.from(began));
                insert.setString(3, file);
                insert.setBoolean(4, scheduled);
                outcome.set(insert);
                insert.executeUpdate();
            }
        } catch (SQLException unrecorded) {
            log.warn("event=backup result=unrecorded failure={}", unrecorded.toString());
        }
    }
}
