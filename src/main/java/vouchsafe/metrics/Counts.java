package vouchsafe.metrics;

import io.micrometer.core.instrument.Counter;

/** How often something happened. Counting is cheap enough for every request. */
public final class Counts {
    private final Series<Counter> series;

    Counts(Series<Counter> series) {
        this.series = series;
    }

    /** It happened once more; for a family without labels. */
    public void add() {
        series.at().increment();
    }

    /** It happened once more, with this value of the only label. */
    public void add(String value) {
        series.at(value).increment();
    }

    /** It happened once more, with these values of the two labels. */
    public void add(String first, String second) {
        series.at(first, second).increment();
    }
}
