package vouchsafe.db;

import javax.sql.DataSource;

/**
 * Keeps the limit of a statement on this side, by cancelling it: where sessions are not kept, the database can't be told
 * once for all that come.
 */
final class TimedStatements extends NamedStatements {
    private final int seconds;
    private final int secondsOfJobs;

    TimedStatements(DataSource dataSource, DatabaseLimits limits, StatementWatch watch) {
        super(dataSource, watch);
        this.seconds = Math.toIntExact(Math.max(1, limits.statement().toSeconds()));
        this.secondsOfJobs = Math.toIntExact(Math.max(1, limits.job().toSeconds()));
    }

    @Override
    public int getQueryTimeout() {
        return Work.current() == Work.JOBS ? secondsOfJobs : seconds;
    }
}
