package vouchsafe.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Connections for work that goes through the whole database: statements may take as long as they need, only silence ends
 * them. Text is written in one way whatever the database's own settings are, so that what one wrote another one reads.
 */
public final class LongSessions extends AbstractDataSource {
    /** Longer than a statement that says nothing before its end, such as one that checks all rows of a table. */
    private static final Duration SILENCE = Duration.ofHours(2);

    private static final String GREETING = """
        SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET lock_timeout = '60s';
        SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3;
        SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET extra_float_digits = 3;
        SET bytea_output = 'hex'
        """;

    private final String url;
    private final String name;

    /**
     * @param url a JDBC URL at which sessions are kept
     * @param name what the database calls the connections
     */
    public LongSessions(String url, String name) {
        this.url = url;
        this.name = name;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", name);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "30");
        if (url.substring(0, (url + "?").indexOf('?')).contains(",")) {
            properties.setProperty("targetServerType", "primary");
        }
        Connection connection = DriverManager.getConnection(url, properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute(GREETING);
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(SILENCE.toMillis()));
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
}
