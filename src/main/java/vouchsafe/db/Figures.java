package vouchsafe.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vouchsafe.metrics.Metrics;

/**
 * Reads {@link Figure figures} when somebody reads the metrics, at most every few seconds, over a connection of its own with
 * short limits. A database that is sick costs the reader two seconds at most and the server nothing: then the numbers that
 * were read last are given for a while, and after that none.
 */
final class Figures {
    /** How old numbers may be that cost little. */
    static final Duration SOON = Duration.ofSeconds(10);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(Figures.class);

    private final Connector connector;
    private final List<Reading> readings;
    private final AtomicReference<@Nullable FutureTask<Boolean>> underWay = new AtomicReference<>();

    /** What was read last of one figure. */
    private static final class Reading {
        private final Figure figure;
        private volatile Map<String, double[]> rows = Map.of();
        private volatile long at;
        private volatile boolean ever;
        private volatile boolean failing;

        private Reading(Figure figure) {
            this.figure = figure;
        }

        private boolean due() {
            return !ever || age() >= figure.every().toNanos();
        }

        private long age() {
            return System.nanoTime() - at;
        }

        private double number(String value, int column) {
            if (!ever || age() > 3 * figure.every().plus(SOON).toNanos()) {
                return Double.NaN;
            }
            double[] row = rows.get(value);
            return row == null ? 0 : row[column];
        }
    }

    Figures(Connector connector, List<Figure> figures, Metrics metrics) {
        this.connector = connector;
        this.readings = figures.stream().map(Reading::new).toList();
        if (metrics.on()) {
            readings.forEach(reading -> show(reading, metrics));
            metrics.beforeReading(this::look);
        }
    }

    private static void show(Reading reading, Metrics metrics) {
        Figure figure = reading.figure;
        for (int place = 0; place < figure.columns().size(); place++) {
            Figure.Column column = figure.columns().get(place);
            int index = place;
            for (String value : figure.values()) {
                String[] labels = figure.label().isEmpty() ? new String[0] : new String[] {figure.label(), value};
                if (column.total()) {
                    metrics.total(column.name(), column.meaning(), () -> reading.number(value, index), labels);
                } else {
                    metrics.gauge(column.name(), column.meaning(), () -> reading.number(value, index), labels);
                }
            }
        }
    }

    /** Reads what is too old, and waits a moment for it. One reads at a time, however many ask. */
    void look() {
        if (readings.stream().noneMatch(Reading::due)) {
            return;
        }
        FutureTask<Boolean> mine = new FutureTask<>(this::read);
        FutureTask<Boolean> before = underWay.compareAndExchange(null, mine);
        if (before == null) {
            Thread.ofPlatform().name("figures").daemon().start(() -> {
                mine.run();
                underWay.set(null);
            });
        }
        await(before == null ? mine : before);
    }

    private static void await(FutureTask<Boolean> reading) {
        try {
            reading.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException sick) {
            log.debug("the database does not say its figures: {}", sick.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean read() {
        try (Connection connection = connector.getConnection();
                Statement statement = connection.createStatement()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            for (Reading reading : readings) {
                if (reading.due()) {
                    read(reading, statement, version);
                }
            }
            return true;
        } catch (SQLException away) {
            log.debug("the database does not say its figures: {}", away.getMessage());
            return false;
        }
    }

    /** One that fails takes nothing from the others. */
    private static void read(Reading reading, Statement statement, int version) {
        Map<String, double[]> rows = new ConcurrentHashMap<>();
        int columns = reading.figure.columns().size();
        try (ResultSet row = statement.executeQuery(reading.figure.sql().apply(version))) {
            while (row.next()) {
                double[] numbers = new double[columns];
                for (int place = 0; place < columns; place++) {
                    numbers[place] = row.getDouble(place + 2);
                }
                rows.put(row.getString(1), numbers);
            }
            reading.rows = rows;
            reading.at = System.nanoTime();
            reading.ever = true;
            reading.failing = false;
        } catch (SQLException failure) {
            if (!reading.failing) {
                reading.failing = true;
                log.warn(
                        "event=metrics.figure figure={} result=unread reason={}",
                        reading.figure.columns().getFirst().name(),
                        failure.getMessage());
            }
        }
    }
}
