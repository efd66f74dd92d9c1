package vouchsafe.metrics;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * A part of a trace that is under way: what its thread does until it ends belongs to it. Ended by the thread that began it, the
 * last begun first.
 */
public final class TracePart implements AutoCloseable {
    /** Of work that is not traced. */
    public static final TracePart NONE = new TracePart(null);

    private static final String NUMBER = "trace";
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private final @Nullable Span span;
    private final @Nullable Scope scope;

    private final boolean logged;

    TracePart(@Nullable Span span) {
        this(span, false);
    }

    /** @param first whether the trace begins here for this thread: its number is on every line of the log until it ends */
    @SuppressWarnings("MustBeClosedChecker")
    TracePart(@Nullable Span span, boolean first) {
        this.span = span;
        this.scope = span == null ? null : span.makeCurrent();
        this.logged = first && span != null && span.isRecording();
        if (logged && span != null) {
            MDC.put(NUMBER, span.getSpanContext().getTraceId());
        }
    }

    /** Gives it a better name, once that is known. */
    public void name(String name) {
        if (span != null) {
            span.updateName(name);
        }
    }

    /** Says something about it; never about a person. */
    public void note(String key, String value) {
        if (span != null) {
            span.setAttribute(key, value);
        }
    }

    /** Says a number about it. */
    public void note(String key, long value) {
        if (span != null) {
            span.setAttribute(key, value);
        }
    }

    /** Says that it failed; {@code kind} is a word of the code. */
    public void fail(String kind) {
        if (span != null) {
            fail(span, kind);
        }
    }

    static void fail(Span span, String kind) {
        span.setAttribute(ERROR, kind);
        span.setStatus(StatusCode.ERROR);
    }

    @Override
    public void close() {
        if (scope != null && span != null) {
            scope.close();
            span.end();
        }
        if (logged) {
            MDC.remove(NUMBER);
        }
    }
}
