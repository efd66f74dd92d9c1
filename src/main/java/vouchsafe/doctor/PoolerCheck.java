package vouchsafe.doctor;

import java.sql.SQLException;
import vouchsafe.db.DatabaseProbe;
import vouchsafe.db.DatabaseSettings;

/** Whether servers hear of each other's changes through the addresses that were given. */
final class PoolerCheck implements Check {
    @Override
    public Area area() {
        return Area.DATABASE;
    }

    @Override
    public String subject() {
        return "the way to the database";
    }

    @Override
    public Outcome look(Installation installation) {
        return switch (installation.database()) {
            case Installation.Database.None(String why) -> Check.notLooked(why);
            case Installation.Database.At(DatabaseSettings settings, boolean embedded) -> {
                try {
                    yield look(settings);
                } catch (SQLException unreachable) {
                    yield Check.notLooked("the database does not answer");
                }
            }
        };
    }

    private static Outcome look(DatabaseSettings settings) throws SQLException {
        if (settings.feedUrl().isPresent()) {
            return DatabaseProbe.feedHears(settings)
                    ? Check.found()
                    : Check.found(Finding.wrong(
                            "database.feed",
                            Area.DATABASE,
                            "What is announced at db-url is not heard at db-feed-url: it is another database's, or"
                                    + " leads through a pooler that does not keep sessions.",
                            "Set db-feed-url (VOUCHSAFE_DB_FEED_URL) to the database's own address."));
        }
        return DatabaseProbe.keepsSessions(settings)
                ? Check.found()
                : Check.found(Finding.wrong(
                        "database.pooler",
                        Area.DATABASE,
                        "db-url leads through a pooler that does not keep sessions, such as PgBouncer in transaction"
                                + " mode, so withdrawals made at another server would go unheard.",
                        "Give the database's own address as db-feed-url (VOUCHSAFE_DB_FEED_URL) as well."));
    }
}
