package vouchsafe.db;

import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Numbers that only the database knows, for those who look after the server. Rooms offer theirs as beans, over their own
 * tables; {@link Figures} reads them now and then, never for a request.
 *
 * @param label the label of the numbers
 * @param values the values of the label; rows of others are left out, and values without a row are zero
 * @param every how old the numbers may be
 * @param sql the statement for a major version of PostgreSQL: a row is a value of the label, then the numbers in the order
 *     of the columns; it must be cheap, by an index or over few rows
 * @param columns the numbers
 */
public record Figure(String label, List<String> values, Duration every, IntFunction<String> sql, List<Column> columns) {

    /**
     * One number.
     *
     * @param name with dots, as all metrics
     * @param meaning one sentence, without a full stop
     * @param total whether it only goes up
     */
    public record Column(String name, String meaning, boolean total) {
        /** One that goes up and down. */
        public Column(String name, String meaning) {
            this(name, meaning, false);
        }
    }

    /**
     * How long a queue is and how long its first piece has waited.
     *
     * @param queue the word for the queue; a constant
     * @param sql a row with the queue's word, the count, and the age of the oldest in seconds
     */
    public static Figure ofQueue(String queue, String sql) {
        return new Figure(
                "queue",
                List.of(queue),
                Figures.SOON,
                version -> sql,
                List.of(
                        new Column("vouchsafe.queue.waiting", "Pieces that wait, also those that wait for a retry"),
                        new Column("vouchsafe.queue.oldest.seconds", "Age of the oldest piece that waits")));
    }
}
