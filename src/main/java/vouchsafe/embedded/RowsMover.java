package vouchsafe.embedded;

import java.nio.file.Path;

/** Moves all rows from a database of one version of PostgreSQL to an empty one of another. */
@FunctionalInterface
public interface RowsMover {
    /**
     * Moves them, whole and compared, or fails.
     *
     * @param from JDBC URL of the database that has them, on which nothing else is at work
     * @param to JDBC URL of an empty one
     * @param scratch a file that may be made meanwhile, and removed
     */
    void move(String from, String to, Path scratch);
}
