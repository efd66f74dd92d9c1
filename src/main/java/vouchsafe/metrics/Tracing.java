package vouchsafe.metrics;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells a collector what a request did and how long each part took (OpenTelemetry, OTLP over HTTP). Spans wait in a queue that
 * one thread empties; where the collector is away or slow, spans are lost and nobody waits. Without a collector everything
 * here does nothing.
 */
public final class Tracing implements AutoCloseable {
    private static final int MOST_WAITING = 4_096;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final long LAST_SPANS_SECONDS = 3;

    private static final AttributeKey<String> DATABASE = AttributeKey.stringKey("db.system.name");
    private static final TextMapGetter<Parent> PARENT = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Parent parent) {
            return List.of("traceparent", "tracestate");
        }

        @Override
        public @Nullable String get(@Nullable Parent parent, String key) {
            if (parent == null) {
                return null;
            }
            return switch (key) {
                case "traceparent" -> parent.traceparent();
                case "tracestate" -> parent.tracestate();
                default -> null;
            };
        }
    };

    private final @Nullable SdkTracerProvider provider;
    private final @Nullable Tracer tracer;

    private Tracing(@Nullable SdkTracerProvider provider) {
        this.provider = provider;
        this.tracer = provider == null ? null : provider.get("vouchsafe");
    }

    /** Makes no traces. */
    public static Tracing off() {
        return new Tracing(null);
    }

    static Tracing to(URI collector, int percent) {
        String version = Tracing.class.getPackage().getImplementationVersion();
        return new Tracing(SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        "vouchsafe",
                        AttributeKey.stringKey("service.version"),
                        version == null ? "unknown" : version,
                        AttributeKey.stringKey("service.instance.id"),
                        UUID.randomUUID().toString())))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(percent / 100.0)))
                .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                .setEndpoint(collector.toString())
                                .setConnectTimeout(CONNECT)
                                .setTimeout(PATIENCE)
                                .setRetryPolicy(null)
                                .build())
                        .setMaxQueueSize(MOST_WAITING)
                        .setScheduleDelay(PAUSE)
                        .setExporterTimeout(PATIENCE.multipliedBy(2))
                        .build())
                .build());
    }

    /** Whether traces are made. */
    public boolean on() {
        return tracer != null;
    }

    /**
     * The trace to which a request belongs, as whoever passed it on says (W3C Trace Context).
     *
     * @param traceparent header of this name; null where there is none
     * @param tracestate header of this name; null where there is none
     */
    public record Parent(
            @Nullable String traceparent, @Nullable String tracestate) {
        /** Of a request that begins a trace. */
        public static final Parent NONE = new Parent(null, null);
    }

    /** Begins the part of a request, or of a piece of background work, for this thread. */
    public TracePart begin(String name, boolean request, Parent parent) {
        if (tracer == null) {
            return TracePart.NONE;
        }
        Context before = W3CTraceContextPropagator.getInstance().extract(Context.root(), parent, PARENT);
        return new TracePart(
                tracer.spanBuilder(name)
                        .setParent(before)
                        .setSpanKind(request ? SpanKind.SERVER : SpanKind.INTERNAL)
                        .startSpan(),
                true);
    }

    /** Begins a call to another server, where this thread's work is traced. */
    public TracePart call(String name) {
        return tracer == null || !Span.current().isRecording()
                ? TracePart.NONE
                : new TracePart(
                        tracer.spanBuilder(name).setSpanKind(SpanKind.CLIENT).startSpan());
    }

    /**
     * A statement of the database has ended just now, where this thread's work is traced.
     *
     * @param nanoseconds that it took
     */
    public void statement(Supplier<String> name, long nanoseconds, Optional<String> failure) {
        if (tracer == null || !Span.current().isRecording()) {
            return;
        }
        long end = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        Span span = tracer.spanBuilder(name.get())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(DATABASE, "postgresql")
                .setStartTimestamp(end - nanoseconds, TimeUnit.NANOSECONDS)
                .startSpan();
        failure.ifPresent(kind -> TracePart.fail(span, kind));
        span.end(end, TimeUnit.NANOSECONDS);
    }

    /** Sends what waits, for a few seconds at most. */
    @Override
    public void close() {
        if (provider != null) {
            provider.shutdown().join(LAST_SPANS_SECONDS, TimeUnit.SECONDS);
        }
    }
}
