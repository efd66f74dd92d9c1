package vouchsafe.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node counts. Rooms ask for what they count with when they are built, and keep it: nothing is looked up while a
 * request is served. Names are written with dots ({@code vouchsafe.sign.ins}) and read with underscores; counters end in
 * {@code _total}, times in {@code _seconds}.
 *
 * <p>Where nobody reads them ({@link MetricsSettings#on()}), everything here does nothing.
 */
public final class Metrics implements AutoCloseable {
    /** The content type of {@link #write}. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** The borders between which times are counted, where that is done. */
    private static final Duration[] BORDERS = {
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private static final int FEW = 16;
    private static final Logger log = LoggerFactory.getLogger(Metrics.class);

    private final MeterRegistry registry;
    private final @Nullable PrometheusMeterRegistry readable;
    private final List<Runnable> before = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> ends = new CopyOnWriteArrayList<>();
    /** What is read for a total, of which the registry would let go. */
    private final List<Object> kept = new CopyOnWriteArrayList<>();

    private Metrics(MeterRegistry registry, @Nullable PrometheusMeterRegistry readable) {
        this.registry = registry;
        this.readable = readable;
    }

    /** Counts nothing. */
    public static Metrics off() {
        return new Metrics(new CompositeMeterRegistry(), null);
    }

    /** Counts, and the Java process too. */
    public static Metrics counting() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        // Names that tools for Prometheus do not like, of things that nobody watches.
        for (String name : List.of("process.cpu.time", "system.cpu.count", "jvm.buffer")) {
            registry.config().meterFilter(MeterFilter.denyNameStartsWith(name));
        }
        Metrics metrics = new Metrics(registry, registry);
        JvmGcMetrics collections = new JvmGcMetrics();
        collections.bindTo(registry);
        metrics.ends.add(collections);
        JvmHeapPressureMetrics pressure = new JvmHeapPressureMetrics();
        pressure.bindTo(registry);
        metrics.ends.add(pressure);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        return metrics;
    }

    /** Whether anything is counted. */
    public boolean on() {
        return readable != null;
    }

    /**
     * Counts events.
     *
     * @param meaning one sentence, without a full stop
     */
    public Counts counts(String name, String meaning, Label... labels) {
        return new Counts(new Series<Counter>(
                        List.of(labels),
                        tags -> Counter.builder(name)
                                .description(meaning)
                                .tags(tags)
                                .register(registry))
                .begun());
    }

    /**
     * Counts events and the time they took. Where there are many possible series, each begins with its first event.
     */
    public Durations durations(String name, String meaning, Label... labels) {
        Series<Timer> series = new Series<>(
                List.of(labels),
                tags -> Timer.builder(name).description(meaning).tags(tags).register(registry));
        return new Durations(series.size() <= FEW ? series.begun() : series);
    }

    /** The same, and how many took less than each of some times: a dozen series for each value of a label. */
    public Durations spreadDurations(String name, String meaning, Label... labels) {
        return new Durations(new Series<Timer>(
                        List.of(labels),
                        tags -> Timer.builder(name)
                                .description(meaning)
                                .serviceLevelObjectives(BORDERS)
                                .tags(tags)
                                .register(registry))
                .begun());
    }

    /**
     * Counts what comes in different sizes.
     *
     * @param labels names and values in turn, all of them constants
     */
    public Sizes sizes(String name, String meaning, String... labels) {
        return new Sizes(DistributionSummary.builder(name)
                .description(meaning)
                .tags(labels)
                .register(registry));
    }

    /**
     * Something that goes up and down, read when it is asked for; NaN where it is not known just now. Must not wait.
     *
     * @param labels names and values in turn, all of them constants
     */
    public void gauge(String name, String meaning, DoubleSupplier value, String... labels) {
        Gauge.builder(name, value, DoubleSupplier::getAsDouble)
                .strongReference(true)
                .description(meaning)
                .tags(labels)
                .register(registry);
    }

    /**
     * Something that only goes up and is counted elsewhere, read when it is asked for. Must not wait.
     *
     * @param labels names and values in turn, all of them constants
     */
    public void total(String name, String meaning, DoubleSupplier value, String... labels) {
        kept.add(value);
        FunctionCounter.builder(name, value, DoubleSupplier::getAsDouble)
                .description(meaning)
                .tags(labels)
                .register(registry);
    }

    /** Does this before each reading; it must not take long. */
    public void beforeReading(Runnable preparation) {
        before.add(preparation);
    }

    /** Writes everything in the text format of Prometheus. */
    public void write(OutputStream out) throws IOException {
        for (Runnable preparation : before) {
            try {
                preparation.run();
            } catch (RuntimeException failed) {
                log.warn("event=metrics.reading result=incomplete failure={}", failed.getMessage());
            }
        }
        if (readable != null) {
            readable.scrape(out, CONTENT_TYPE);
        }
    }

    @Override
    public void close() {
        for (AutoCloseable end : ends) {
            try {
                end.close();
            } catch (Exception failed) {
                log.debug("closing failed: {}", failed.getMessage());
            }
        }
        registry.close();
    }
}
