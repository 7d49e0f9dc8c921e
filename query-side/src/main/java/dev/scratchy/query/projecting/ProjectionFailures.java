package dev.scratchy.query.projecting;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.ErrorContext;
import org.axonframework.eventhandling.ErrorHandler;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What keeps projections from going on. Axon forgets a failure as soon as it has given the segment up, and for as long as it
 * waits before it tries again the processor looks merely idle.
 */
@Component
public class ProjectionFailures implements ErrorHandler {

    private final Map<String, String> kinds = new ConcurrentHashMap<>();

    /** The kind of a projection's last failure, or {@code null} when it has gone on since. */
    public @Nullable String of(String projection) {
        return kinds.get(projection);
    }

    /** Takes note, and lets the failure end the batch as it would. */
    @Override
    public void handleError(ErrorContext failed) throws Exception {
        kinds.put(failed.eventProcessor(), failed.error().getClass().getSimpleName());
        PropagatingErrorHandler.instance().handleError(failed);
    }

    void overcome(String projection) {
        kinds.remove(projection);
    }
}
