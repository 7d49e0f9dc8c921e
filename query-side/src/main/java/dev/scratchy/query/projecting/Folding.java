package dev.scratchy.query.projecting;

import dev.scratchy.query.cache.Cache;
import dev.scratchy.query.deadletter.DeadLetterTable;
import dev.scratchy.query.deadletter.Decision;
import dev.scratchy.query.deadletter.DecisionTable;
import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Folds events by the handlers of projections, apart from their processors: into whatever tables somebody writes them. */
@Component
public class Folding {

    private final Configuration axon;
    private final Projections projections;
    private final JsonMapper json;
    private final Cache cache;
    private final DeadLetterTable letters;
    private final DecisionTable decisions;
    private final Map<String, AnnotationEventHandlerAdapter> adapters = new ConcurrentHashMap<>();

    Folding(
            Configuration axon,
            Projections projections,
            JsonMapper json,
            Cache cache,
            DeadLetterTable letters,
            DecisionTable decisions) {
        this.axon = axon;
        this.projections = projections;
        this.json = json;
        this.cache = cache;
        this.letters = letters;
        this.decisions = decisions;
    }

    /**
     * Handles events, but for those that were discarded. What comes of them is to be written by whoever asked; caches are told
     * nothing.
     *
     * @param events a page of the log at most, because it is all in memory
     * @throws CannotFold when a handler fails
     */
    public ProjectionBatch fold(String projection, List<? extends TrackedEventMessage<?>> events) {
        var batch = ProjectionBatch.unwritten(json);
        List<? extends TrackedEventMessage<?>> wanted = withoutDiscarded(projection, events);
        if (wanted.isEmpty()) {
            return batch;
        }
        AnnotationEventHandlerAdapter handler = adapters.computeIfAbsent(projection, this::adapter);
        var work = new BatchingUnitOfWork<>(wanted);
        work.resources().put(ProjectionBatch.KEY, batch);
        var failed = new Failed();
        ResultMessage<?> result = work.executeWithResult(() -> {
            EventMessage<?> event = (EventMessage<?>) CurrentUnitOfWork.get().getMessage();
            try {
                handler.handle(event);
            } catch (Exception failure) {
                failed.at(event);
                throw failure;
            }
            return "handled";
        });
        if (result.isExceptional()) {
            throw new CannotFold(failed.event == null ? wanted.getFirst() : failed.event, result.exceptionResult());
        }
        return batch;
    }

    /** Whether a segment of a projection has to handle an event. */
    public boolean isOf(String projection, Segment segment, TrackedEventMessage<?> event) {
        return adapters.computeIfAbsent(projection, this::adapter).canHandle(event)
                && projections.sequences(projection).isOf(segment, event);
    }

    /** The first event that could not be handled. */
    private static final class Failed {

        private @Nullable EventMessage<?> event;

        void at(EventMessage<?> failed) {
            if (event == null) {
                event = failed;
            }
        }
    }

    private List<? extends TrackedEventMessage<?>> withoutDiscarded(
            String projection, List<? extends TrackedEventMessage<?>> events) {
        Set<Long> discarded = decisions.discarded(projection);
        return discarded.isEmpty()
                ? events
                : events.stream()
                        .filter(event ->
                                !discarded.contains(PostgresEventStorageEngine.positionOf(event.trackingToken())))
                        .toList();
    }

    /**
     * Handles events one by one and writes each, to find the one that cannot be; nothing of it is to be kept.
     *
     * @throws CannotFold when there is one
     */
    public void findFault(String projection, List<? extends TrackedEventMessage<?>> events) {
        for (TrackedEventMessage<?> event : events) {
            ProjectionBatch rows = fold(projection, List.of(event));
            try {
                rows.flush();
            } catch (RuntimeException failure) {
                throw new CannotFold(event, failure);
            }
        }
    }

    /**
     * Handles events as the projection's processor would: within the transaction, its rows are written and what they outdate is
     * invalidated.
     *
     * @throws CannotFold when a handler fails
     */
    public void write(String projection, List<? extends TrackedEventMessage<?>> events) {
        ProjectionBatch batch = fold(projection, events);
        batch.flush();
        cache.invalidateAll(batch.invalidated());
    }

    /**
     * The letters of a projection are done with, because their events are in the tables now; within the transaction.
     *
     * @param replay that has put them there
     */
    public void lettersAreIn(String projection, String replay) {
        letters.removeAll(projection)
                .forEach(letter -> decisions.insert(letter, Decision.Kind.REPLAYED, replay, null, null));
    }

    private AnnotationEventHandlerAdapter adapter(String projection) {
        return new AnnotationEventHandlerAdapter(projections.handler(projection), axon.parameterResolverFactory());
    }
}
