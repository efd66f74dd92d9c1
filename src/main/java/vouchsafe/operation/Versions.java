package vouchsafe.operation;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The versions of what this server is made of. */
public final class Versions {
    private final JdbcClient sql;
    private final ThisNode self;

    Versions(JdbcClient sql, ThisNode self) {
        this.sql = sql;
        this.self = self;
    }

    /**
     * All of them.
     *
     * @param schema the newest migration of the database
     */
    public record All(String program, String schema, String postgres, String java) {}

    /** All of them, as they are now. */
    public All all() {
        String schema = sql.sql("SELECT version FROM flyway_schema_history WHERE success AND version IS NOT NULL"
                        + " ORDER BY installed_rank DESC LIMIT 1")
                .query(String.class)
                .single();
        String postgres = sql.sql("SHOW server_version").query(String.class).single();
        return new All(self.version(), schema, postgres.split(" ", 2)[0], self.java());
    }
}
