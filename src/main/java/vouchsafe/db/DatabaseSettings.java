package vouchsafe.db;

import java.time.Duration;
import java.util.Optional;

/**
 * The database that holds the server's rows.
 *
 * @param jdbcUrl a PostgreSQL JDBC URL, user and password included
 * @param feedUrl another address of the same database that keeps sessions, where {@code jdbcUrl} leads through a pooler
 *     that does not
 * @param poolSize connections this node may hold, 1 or more
 * @param limits limits of every wait
 * @param slowStatement how long a statement may take that nobody needs to hear of
 */
public record DatabaseSettings(
        String jdbcUrl, Optional<String> feedUrl, int poolSize, DatabaseLimits limits, Duration slowStatement) {

    /** The address at which a connection is one session from its beginning to its end. */
    String sessionUrl() {
        return feedUrl.orElse(jdbcUrl);
    }

    /** Without the URLs, which hold the password. */
    @Override
    public String toString() {
        return "DatabaseSettings[poolSize=" + poolSize + ", limits=" + limits + "]";
    }
}
