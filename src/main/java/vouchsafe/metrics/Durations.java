package vouchsafe.metrics;

import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** How often something was done and how long it took. */
public final class Durations {
    private final Series<Timer> series;

    Durations(Series<Timer> series) {
        this.series = series;
    }

    /** It was done once more and took so long; for a family without labels. */
    public void add(long nanoseconds) {
        series.at().record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    /** The same with this value of the only label. */
    public void add(long nanoseconds, String value) {
        series.at(value).record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    /** The same with these values of the two labels. */
    public void add(long nanoseconds, String first, String second) {
        series.at(first, second).record(nanoseconds, TimeUnit.NANOSECONDS);
    }
}
