package vouchsafe.files;

import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes the ledger's partitions, one a month, ahead of time. */
final class LedgerMonths {
    private static final int AHEAD = 3;

    private final JdbcClient sql;
    private final InstantSource clock;

    LedgerMonths(JdbcClient sql, InstantSource clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** The months to come. The current one is left alone: its lines lie in the default partition where it has no other. */
    void make() {
        YearMonth now = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
        for (int ahead = 1; ahead <= AHEAD; ahead++) {
            YearMonth month = now.plusMonths(ahead);
            sql.sql(String.format(
                            Locale.ROOT,
                            "CREATE TABLE IF NOT EXISTS file_reads_%04d_%02d PARTITION OF file_reads"
                                    + " FOR VALUES FROM ('%s-01 00:00:00+00') TO ('%s-01 00:00:00+00')",
                            month.getYear(),
                            month.getMonthValue(),
                            month,
                            month.plusMonths(1)))
                    .update();
        }
    }
}
