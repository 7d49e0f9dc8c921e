package dev.scratchy.query.projecting;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Folds events by the handlers of projections, apart from their processors: into whatever tables somebody writes them. */
@Component
public class Folding {

    private final Configuration axon;
    private final Projections projections;
    private final JsonMapper json;
    private final Map<String, AnnotationEventHandlerAdapter> adapters = new ConcurrentHashMap<>();

    Folding(Configuration axon, Projections projections, JsonMapper json) {
        this.axon = axon;
        this.projections = projections;
        this.json = json;
    }

    /**
     * Handles events. What comes of them is to be written by whoever asked; caches are told nothing.
     *
     * @param events a page of the log at most, because it is all in memory
     * @throws CannotFold when a handler fails
     */
    public ProjectionBatch fold(String projection, List<? extends TrackedEventMessage<?>> events) {
        var batch = ProjectionBatch.unwritten(json);
        if (events.isEmpty()) {
            return batch;
        }
        AnnotationEventHandlerAdapter handler = adapters.computeIfAbsent(projection, this::adapter);
        var work = new BatchingUnitOfWork<>(events);
        work.resources().put(ProjectionBatch.KEY, batch);
        ResultMessage<?> result = work.executeWithResult(() -> {
            handler.handle((EventMessage<?>) CurrentUnitOfWork.get().getMessage());
            return "handled";
        });
        if (result.isExceptional()) {
            throw new CannotFold(events, result.exceptionResult());
        }
        return batch;
    }

    private AnnotationEventHandlerAdapter adapter(String projection) {
        return new AnnotationEventHandlerAdapter(projections.handler(projection), axon.parameterResolverFactory());
    }
}
