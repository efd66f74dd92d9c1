package vouchsafe.operation;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.accounts.MemberCounts;
import vouchsafe.grants.GrantCounts;

/** Counts by day, made by a job: what a page shows costs a page nothing. Days are UTC. */
public final class DailyFigures {
    private static final int DAYS = 30;
    private static final String MEMBERS = "members";
    private static final String CONNECTIONS = "connections";

    private final JdbcClient sql;
    private final InstantSource clock;
    private final MemberCounts members;
    private final GrantCounts grants;

    DailyFigures(JdbcClient sql, InstantSource clock, MemberCounts members, GrantCounts grants) {
        this.sql = sql;
        this.clock = clock;
        this.members = members;
        this.grants = grants;
    }

    /** How many there were at the end of a day. */
    public record Day(LocalDate day, long members, long connections) {}

    /** Counts today, and days that nobody counted. Safe to repeat. */
    void count() {
        Instant now = clock.instant();
        LocalDate today = today(now);
        count(MEMBERS, today, now, members::at);
        count(CONNECTIONS, today, now, grants::at);
    }

    private void count(String what, LocalDate today, Instant now, ToLongFunction<Instant> figure) {
        Map<LocalDate, Long> known = figures(what, today);
        for (LocalDate day = today.minusDays(DAYS - 1); day.isBefore(today); day = day.plusDays(1)) {
            if (!known.containsKey(day)) {
                store(
                        what,
                        day,
                        figure.applyAsLong(
                                day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
            }
        }
        store(what, today, figure.applyAsLong(now));
    }

    private void store(String what, LocalDate day, long figure) {
        sql.sql("""
            INSERT INTO daily_figures (day, what, figure) VALUES (:day, :what, :figure)
            ON CONFLICT (day, what) DO UPDATE SET figure = :figure
            """)
                .param("day", day)
                .param("what", what)
                .param("figure", figure)
                .update();
    }

    /** The last thirty days that were counted, oldest first. */
    public List<Day> lastDays() {
        LocalDate today = today(clock.instant());
        Map<LocalDate, Long> connections = figures(CONNECTIONS, today);
        return figures(MEMBERS, today).entrySet().stream()
                .map(each -> new Day(each.getKey(), each.getValue(), connections.getOrDefault(each.getKey(), 0L)))
                .toList();
    }

    private Map<LocalDate, Long> figures(String what, LocalDate today) {
        Map<LocalDate, Long> figures = new TreeMap<>();
        sql.sql("SELECT day, figure FROM daily_figures WHERE what = :what AND day > :first")
                .param("what", what)
                .param("first", today.minusDays(DAYS))
                .query((row, number) -> figures.put(row.getObject("day", LocalDate.class), row.getLong("figure")))
                .list();
        return figures;
    }

    private static LocalDate today(Instant now) {
        return now.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
