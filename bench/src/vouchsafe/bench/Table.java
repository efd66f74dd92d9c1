package vouchsafe.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures, one line each, as a Markdown table. */
final class Table {
    private final List<String> lines = new ArrayList<>(List.of(
            "| | per second | p50 ms | p95 ms | p99 ms | server µs | PostgreSQL µs | together µs | floor µs | ratio |",
            "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"));

    /**
     * Adds a line.
     *
     * @param server CPU of the HTTP server, microseconds a unit of work
     * @param database CPU of PostgreSQL, likewise
     * @param floor what the same work costs at least; 0 where there is no such figure
     */
    void add(String name, Load.Result result, double server, double database, double floor) {
        line("| %s | %,.0f | %.1f | %.1f | %.1f | %.0f | %.0f | %.0f | %s | %s |",
                name, result.perSecond(), result.milliseconds(0.5), result.milliseconds(0.95),
                result.milliseconds(0.99), server, database, server + database,
                floor == 0 ? "" : "%.0f".formatted(floor),
                floor == 0 ? "" : "%.2f".formatted((server + database) / floor));
        if (result.refused() > 0) {
            missing(name, result.refused() + " unanswered or 503");
        }
    }

    /** Adds the line of pgbench, which tells the average latency only. */
    void add(String name, PgBench.Result result, double database) {
        line("| %s | %,.0f | mean %.1f | | | | %.0f | %.0f | | |",
                name, result.perSecond(), result.averageLatency(), database, database);
    }

    /** Says of the line before that the machine was not quiet. */
    void disturbed(String name) {
        missing(name, "something else ran on the machine, in each of some tries");
    }

    /** Says in the table why a line is missing. */
    void missing(String name, String reason) {
        line("| %s | %s | | | | | | | | |", name, reason);
    }

    private void line(String format, Object... values) {
        String text = format.formatted(values);
        lines.add(text);
        System.err.println(text);
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
