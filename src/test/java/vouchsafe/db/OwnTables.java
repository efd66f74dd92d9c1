package vouchsafe.db;

import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import vouchsafe.TestServer;

/** Empty copies of the shared server's tables, in a schema that no other test sees. */
public record OwnTables(String schema, JdbcClient sql) implements AutoCloseable {

    public static OwnTables copying(String... tables) {
        String schema = "own_" + UUID.randomUUID().toString().replace('-', '_');
        String url = TestServer.shared().bean(DatabaseSettings.class).jdbcUrl() + "&currentSchema=" + schema;
        JdbcClient sql = JdbcClient.create(new InstantParameters(new JdbcTemplate(new DriverManagerDataSource(url))));
        sql.sql("CREATE SCHEMA " + schema).update();
        for (String table : tables) {
            sql.sql("CREATE TABLE " + table + " (LIKE public." + table + " INCLUDING ALL)")
                    .update();
        }
        return new OwnTables(schema, sql);
    }

    @Override
    public void close() {
        sql.sql("DROP SCHEMA " + schema + " CASCADE").update();
    }
}
