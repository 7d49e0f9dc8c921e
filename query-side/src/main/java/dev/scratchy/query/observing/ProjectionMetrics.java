package dev.scratchy.query.observing;

import dev.scratchy.query.projecting.Projections;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** Whether projections fail, the same on all nodes: the reference lists the meters. */
@Component
class ProjectionMetrics implements MeterBinder {

    private final Projections projections;
    private final SeenProjections seen;

    ProjectionMetrics(Projections projections, SeenProjections seen) {
        this.projections = projections;
        this.seen = seen;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        projections
                .names()
                .forEach(projection -> Gauge.builder(
                                "scratchy.projection.failing", seen, all -> all.isFailing(projection) ? 1 : 0)
                        .description("1 while a failure keeps it from going on")
                        .tag("projection", projection)
                        .register(registry));
    }
}
