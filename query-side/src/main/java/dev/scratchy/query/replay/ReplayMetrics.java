package dev.scratchy.query.replay;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** What this node's replays are at; the reference lists the meters. All are 0 while there is none. */
@Component
class ReplayMetrics {

    private final MeterRegistry registry;
    private final Map<String, At> running = new ConcurrentHashMap<>();

    private final Set<String> registered = ConcurrentHashMap.newKeySet();

    private record At(String replay, Pace pace) {}

    ReplayMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A replay of the projection goes on here. */
    void begin(String projection, String replay) {
        if (registered.add(projection)) {
            register(projection);
        }
        running.put(projection, new At(replay, Pace.NONE));
    }

    private void register(String projection) {
        gauge("scratchy.replay.running", "1 while this node replays the projection", projection, pace -> 1);
        gauge("scratchy.replay.percent", "How much of the replay is done", projection, Pace::percent);
        gauge("scratchy.replay.events.per.second", "How fast it folds", projection, Pace::eventsPerSecond);
        gauge("scratchy.replay.eta.seconds", "How long it will probably take", projection, pace -> {
            Long eta = pace.etaSeconds();
            return eta == null ? 0 : eta;
        });
    }

    /** How far it is; what it says of the percentage never goes back. */
    void note(String projection, Pace pace) {
        running.computeIfPresent(
                projection,
                (same, former) ->
                        new At(former.replay(), pace.atLeast(former.pace().percent())));
    }

    /** Another one of the same projection may have begun by now. */
    void end(String projection, String replay) {
        running.computeIfPresent(projection, (same, at) -> at.replay().equals(replay) ? null : at);
    }

    private void gauge(String name, String description, String projection, ToDoubleFunction<Pace> value) {
        Gauge.builder(name, running, all -> {
                    At at = all.get(projection);
                    return at == null ? 0 : value.applyAsDouble(at.pace());
                })
                .description(description)
                .tag("projection", projection)
                .register(registry);
    }
}
