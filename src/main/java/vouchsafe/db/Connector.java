package vouchsafe.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Makes connections that wait for nothing without end. The limits that the database keeps are set by a statement when a
 * connection is made and not by its startup packet, where poolers refuse what they do not know.
 */
final class Connector extends AbstractDataSource {
    /** Of the classes of PostgreSQL's error codes: the server rejected the connection. */
    private static final String REJECTED = "08004";
    /** What stands before, between and after the hosts. */
    private static final Pattern SEVERAL = Pattern.compile("(jdbc:postgresql://)([^/?]+)(.*)");

    private final String url;
    private final DatabaseLimits limits;
    private final Timelines timelines;
    private final Properties properties = new Properties();
    private final String greeting;

    /**
     * @param url a JDBC URL
     * @param name what the database calls the connection
     * @param timelines which primaries were left behind
     */
    Connector(String url, String name, DatabaseLimits limits, Timelines timelines) {
        this(
                url,
                name,
                limits,
                timelines,
                "SET statement_timeout = " + limits.statement().toMillis() + "; SET lock_timeout = "
                        + limits.lock().toMillis() + "; SET idle_in_transaction_session_timeout = "
                        + limits.idleTransaction().toMillis());
    }

    private Connector(String url, String name, DatabaseLimits limits, Timelines timelines, String greeting) {
        this.url = url;
        this.limits = limits;
        this.timelines = timelines;
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
        if (hosts().size() > 1) {
            // Of several hosts one takes writes; a standby that answers first would refuse every one.
            properties.setProperty("targetServerType", "primary");
        }
    }

    /**
     * For a pooler that gives each transaction another session: what is set or prepared in one would be found by another
     * caller and missed by ours.
     */
    static Connector sessionless(String url, String name, DatabaseLimits limits, Timelines timelines) {
        Connector connector = new Connector(url, name, limits, timelines, "SELECT 1");
        connector.properties.setProperty("prepareThreshold", "0");
        return connector;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(url)
                .or(this::atAnyHost)
                .orElseThrow(() -> new SQLNonTransientConnectionException(
                        "the primary that answers was left behind: a standby has been promoted since; stop it, or make"
                                + " it a standby of the other",
                        REJECTED));
    }

    /** A connection to a primary at this address; empty where it was left behind. */
    private Optional<Connection> getConnection(String at) throws SQLException {
        Connection connection = DriverManager.getConnection(at, properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute(greeting);
            if (!timelines.current(connection)) {
                connection.close();
                return Optional.empty();
            }
            connection.setNetworkTimeout(
                    Runnable::run, Math.toIntExact(limits.socket().toMillis()));
            return Optional.of(connection);
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /** The driver takes the first that calls itself a primary; here the others have their turn. */
    private Optional<Connection> atAnyHost() {
        for (String host : hosts()) {
            try {
                Optional<Connection> found = getConnection(host);
                if (found.isPresent()) {
                    return found;
                }
            } catch (SQLException none) {
                // A standby, or one that does not answer.
            }
        }
        return Optional.empty();
    }

    /** Looks at all hosts of the address once: where two call themselves primary, the later one counts from the beginning. */
    void lookAtAllHosts() {
        if (hosts().size() > 1) {
            for (String host : hosts()) {
                try (Connection connection = DriverManager.getConnection(host, properties)) {
                    timelines.current(connection);
                } catch (SQLException none) {
                    // As above.
                }
            }
        }
    }

    /** The address of each host alone. */
    private List<String> hosts() {
        Matcher address = SEVERAL.matcher(url);
        if (!address.matches()) {
            return List.of(url);
        }
        return Stream.of(address.group(2).split(","))
                .map(host -> address.group(1) + host + address.group(3))
                .toList();
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
