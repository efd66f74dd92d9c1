package vouchsafe.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Makes connections that wait for nothing without end. The limits that the database keeps are set by a statement when a
 * connection is made and not by its startup packet, where poolers refuse what they do not know.
 */
final class Connector extends AbstractDataSource {
    private final String url;
    private final DatabaseLimits limits;
    private final Properties properties = new Properties();
    private final String greeting;

    /**
     * @param url a JDBC URL
     * @param name what the database calls the connection
     */
    Connector(String url, String name, DatabaseLimits limits) {
        this(
                url,
                name,
                limits,
                "SET statement_timeout = " + limits.statement().toMillis() + "; SET lock_timeout = "
                        + limits.lock().toMillis() + "; SET idle_in_transaction_session_timeout = "
                        + limits.idleTransaction().toMillis());
    }

    private Connector(String url, String name, DatabaseLimits limits, String greeting) {
        this.url = url;
        this.limits = limits;
        this.greeting = greeting;
        properties.setProperty("ApplicationName", name);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", seconds(limits.connect()));
        properties.setProperty("loginTimeout", seconds(limits.login()));
        // A host that is frozen takes connections and never says a word. Until it has let us in, silence is short; only
        // a
        // host that was silent to the end is passed over next time, so this has to end before the login does.
        properties.setProperty("socketTimeout", seconds(limits.connect()));
        properties.setProperty(
                "sslResponseTimeout", Long.toString(limits.connect().toMillis() / 2));
        if (url.substring(0, (url + "?").indexOf('?')).contains(",")) {
            // Of several hosts one takes writes; a standby that answers first would refuse every one.
            properties.setProperty("targetServerType", "primary");
        }
    }

    /**
     * For a pooler that gives each transaction another session: what is set or prepared in one would be found by another
     * caller and missed by ours.
     */
    static Connector sessionless(String url, String name, DatabaseLimits limits) {
        Connector connector = new Connector(url, name, limits, "SELECT 1");
        connector.properties.setProperty("prepareThreshold", "0");
        return connector;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = DriverManager.getConnection(url, properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute(greeting);
            connection.setNetworkTimeout(
                    Runnable::run, Math.toIntExact(limits.socket().toMillis()));
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLException("user and password stand in the address");
    }

    /** How long a pool that closes waits for a connection that is being made, in seconds. */
    @Override
    public int getLoginTimeout() {
        return Math.toIntExact(limits.connect().toSeconds() + 1);
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // Known from the limits; a pool would have its own patience instead.
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.plusMillis(999).toSeconds()));
    }
}
