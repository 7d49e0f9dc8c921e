package dev.scratchy.query.projecting;

import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import dev.scratchy.shared.web.DatabaseProblems;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.ErrorContext;
import org.axonframework.eventhandling.ErrorHandler;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What keeps projections from going on. Axon forgets a failure as soon as it has given the segment up, and for as long as it
 * waits before it tries again the processor looks merely idle.
 */
@Component
public class ProjectionFailures implements ErrorHandler {

    private static final Logger log = LoggerFactory.getLogger(ProjectionFailures.class);

    private final Map<String, String> kinds = new ConcurrentHashMap<>();
    private final Set<String> lasting = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> failedUpTo = new ConcurrentHashMap<>();

    /** The kind of a projection's last failure, or {@code null} when it has gone on since. */
    public @Nullable String of(String projection) {
        return kinds.get(projection);
    }

    /** By the names of the projections that have failed last. */
    public Map<String, String> all() {
        return Map.copyOf(kinds);
    }

    /** Whether the last failure, if there was one, has passed by itself when the database is there again. */
    public boolean isWorthATry(String projection) {
        return !lasting.contains(projection);
    }

    /** Up to which position of the log a projection has failed by an event, so that it is better handled with care; 0 when it never has. */
    long failedUpTo(String projection) {
        return failedUpTo.getOrDefault(projection, 0L);
    }

    /** Takes note, and lets the failure end the batch as it would. */
    @Override
    public void handleError(ErrorContext failed) throws Exception {
        kinds.put(failed.eventProcessor(), failed.error().getClass().getSimpleName());
        log.warn("The projection {} has failed: {}", failed.eventProcessor(), Kinds.of(failed.error()));
        log.debug("By", failed.error());
        if (DatabaseProblems.isTemporary(failed.error())) {
            lasting.remove(failed.eventProcessor());
        } else {
            lasting.add(failed.eventProcessor());
        }
        if (Poison.isCauseOf(failed.error())) {
            failed.failedEvents().stream()
                    .mapToLong(PostgresEventStorageEngine::positionOf)
                    .max()
                    .ifPresent(last -> failedUpTo.merge(failed.eventProcessor(), last, Math::max));
        }
        PropagatingErrorHandler.instance().handleError(failed);
    }

    void overcome(String projection) {
        kinds.remove(projection);
        lasting.remove(projection);
    }
}
