package vouchsafe.embedded;

import java.nio.file.Path;
import java.util.List;

/** The user whom the embedded PostgreSQL runs as, for tests that run another one: it refuses to be root just the same. */
public final class PostgresRunner {
    private final PostgresUser user;

    private PostgresRunner(PostgresUser user) {
        this.user = user;
    }

    /** Who runs a PostgreSQL that keeps its rows here. */
    public static PostgresRunner of(Path rows) {
        return new PostgresRunner(PostgresUser.of(rows));
    }

    /** The command line that runs a command as this user. */
    public List<String> command(List<String> command) {
        return user.command(command);
    }
}
