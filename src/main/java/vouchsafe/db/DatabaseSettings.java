package vouchsafe.db;

/**
 * Where the server keeps its rows.
 *
 * @param jdbcUrl a PostgreSQL JDBC URL, user and password included
 * @param poolSize connections this node may hold, 1 or more
 */
public record DatabaseSettings(String jdbcUrl, int poolSize) {
    /** Without the URL, which holds the password. */
    @Override
    public String toString() {
        return "DatabaseSettings[poolSize=" + poolSize + "]";
    }
}
