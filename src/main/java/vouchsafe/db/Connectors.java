package vouchsafe.db;

import java.sql.SQLException;

/**
 * The ways to the database. Rows are read and changed at the address that operators give first, which may lead through a
 * pooler; what needs a session of its own (hearing of changes, migrations) goes where sessions are kept.
 *
 * @param keepsSessions whether the way of rows and jobs keeps sessions
 */
record Connectors(
        Connector rows,
        Connector shared,
        Connector jobs,
        Connector pulse,
        Connector feed,
        Connector migrations,
        DatabaseLimits limits,
        boolean keepsSessions,
        boolean twoAddresses) {

    private static final String NAME = "vouchsafe";

    /**
     * @throws DatabaseUnavailable where no way keeps sessions
     */
    static Connectors of(DatabaseSettings settings) {
        DatabaseLimits limits = settings.limits();
        Timelines timelines = new Timelines();
        Connector.sessionless(settings.jdbcUrl(), NAME + " start", limits, timelines)
                .lookAtAllHosts();
        boolean kept = keepsSessions(settings, timelines);
        if (!kept && settings.feedUrl().isEmpty()) {
            throw new DatabaseUnavailable(
                    "db-url (VOUCHSAFE_DB_URL) leads through a pooler that does not keep sessions, such as PgBouncer in"
                            + " transaction mode, so changes by other servers would go unheard; give the database's own"
                            + " address as db-feed-url (VOUCHSAFE_DB_FEED_URL) as well");
        }
        settings.feedUrl().ifPresent(feedUrl -> requireSame(settings, feedUrl, timelines));
        return new Connectors(
                way(settings.jdbcUrl(), NAME, limits, kept, timelines),
                way(settings.jdbcUrl(), NAME + " shared", limits.ofShared(), kept, timelines),
                way(settings.jdbcUrl(), NAME + " jobs", limits.ofJobs(), kept, timelines),
                way(settings.jdbcUrl(), NAME + " pulse", limits.ofWatch(), kept, timelines),
                new Connector(settings.sessionUrl(), NAME + " change feed", limits.ofWatch(), timelines),
                new Connector(settings.sessionUrl(), NAME + " migrations", limits.ofJobs(), timelines),
                limits,
                kept,
                settings.feedUrl().isPresent());
    }

    private static void requireSame(DatabaseSettings settings, String feedUrl, Timelines timelines) {
        try {
            if (!SessionProbe.hears(
                    new Connector(feedUrl, NAME + " start", settings.limits().ofWatch(), timelines),
                    Connector.sessionless(settings.jdbcUrl(), NAME + " start", settings.limits(), timelines))) {
                throw new DatabaseUnavailable("db-feed-url (VOUCHSAFE_DB_FEED_URL) does not hear what is announced at"
                    + " db-url: it is another database's, or leads through a pooler that does not keep sessions; give"
                    + " the database's own address");
            }
        } catch (SQLException failure) {
            throw new DatabaseUnavailable(
                    "the database at db-feed-url (VOUCHSAFE_DB_FEED_URL) cannot be reached: " + failure.getMessage(),
                    failure);
        }
    }

    private static Connector way(String url, String name, DatabaseLimits limits, boolean kept, Timelines timelines) {
        return kept ? new Connector(url, name, limits, timelines) : Connector.sessionless(url, name, limits, timelines);
    }

    private static boolean keepsSessions(DatabaseSettings settings, Timelines timelines) {
        Connector asking = Connector.sessionless(settings.jdbcUrl(), NAME + " start", settings.limits(), timelines);
        long deadline = System.nanoTime() + ConnectionPlaces.START.toNanos();
        while (true) {
            try {
                return SessionProbe.keepsSessions(asking);
            } catch (SQLException notYet) {
                if (Refusals.forGood(notYet) || System.nanoTime() > deadline) {
                    throw Refusals.of(notYet);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(ConnectionPlaces.PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable("the start was interrupted", interrupted);
        }
    }
}
