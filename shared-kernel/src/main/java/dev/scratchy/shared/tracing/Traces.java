package dev.scratchy.shared.tracing;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trace that the thread is in, if it is in one that is kept. When tracing is off, or this request's is not kept, each of these
 * is a comparison and nothing more.
 */
public final class Traces {

    /** Where nothing is traced. */
    public static final Traces NONE = new Traces(null, null);

    private static final String TRACE_PARENT = "traceparent";

    private final @Nullable Tracer tracer;
    private final @Nullable Propagator propagator;

    Traces(@Nullable Tracer tracer, @Nullable Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /** Whether there may be traces at all. */
    public boolean areOn() {
        return tracer != null;
    }

    /** Does something as a part of the present trace, if there is one. */
    public void within(String name, Runnable work) {
        Span present = kept();
        if (tracer == null || present == null) {
            work.run();
            return;
        }
        Span span = tracer.spanBuilder().setParent(present.context()).name(name).start();
        Tracer.SpanInScope scope = tracer.withSpan(span);
        try {
            work.run();
        } catch (RuntimeException failure) {
            failed(span, failure);
            throw failure;
        } finally {
            scope.close();
            span.end();
        }
    }

    /** How others join the present trace, by W3C's Trace Context; {@code null} when there is none that is kept. */
    public @Nullable String parent() {
        Span present = kept();
        if (propagator == null || present == null) {
            return null;
        }
        Map<String, String> fields = new HashMap<>();
        propagator.inject(present.context(), fields, (to, name, value) -> fields.put(name, value));
        return fields.get(TRACE_PARENT);
    }

    /**
     * A span that has begun, of another's trace.
     *
     * @param parent as {@link #parent} gave it, or {@code null}
     * @return {@code null} when there is nothing to join
     */
    public @Nullable Span joined(@Nullable String parent, String name) {
        if (propagator == null || parent == null) {
            return null;
        }
        return propagator
                .extract(Map.of(TRACE_PARENT, parent), Map::get)
                .name(name)
                .start();
    }

    /** A span that has begun, as a part of another. */
    public Span part(Span whole, String name) {
        if (tracer == null) {
            throw new IllegalStateException("There is no trace without a tracer");
        }
        return tracer.spanBuilder().setParent(whole.context()).name(name).start();
    }

    /** Marks a span as failed, without the failure's message: that may quote a row. */
    public static void failed(Span span, Throwable failure) {
        span.tag("error", failure.getClass().getSimpleName());
    }

    private @Nullable Span kept() {
        Span present = tracer == null ? null : tracer.currentSpan();
        if (present == null) {
            return null;
        }
        TraceContext context = present.context();
        return Boolean.TRUE.equals(context.sampled()) ? present : null;
    }
}
