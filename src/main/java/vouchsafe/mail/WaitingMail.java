package vouchsafe.mail;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What becomes of mail that waited when a backup was made. */
public final class WaitingMail {
    private WaitingMail() {}

    /**
     * Sends none of it by itself: the server went on after the backup's moment, and most likely sent it. It stays in the
     * outbox, where administrators can send it again.
     *
     * @return how many
     */
    public static int hold(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("""
                UPDATE mails SET next_try_at = NULL,
                    failure = 'waited when the backup was made that this server was restored from, and may have been sent since'
                WHERE sent_at IS NULL AND next_try_at IS NOT NULL
                """);
        }
    }
}
