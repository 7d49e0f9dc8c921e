package dev.scratchy.query.projecting;

import dev.scratchy.query.consistency.ViewPositions;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.subscription.PostgresEventStore;
import dev.scratchy.shared.subscription.Subscription;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

/** How a projection is run. */
@Component
public class Projections {

    /** Events per transaction at most. Axon's default of 1 replays at a fifteenth of the speed (measured with Axon 4.13.0). */
    private static final int BATCH = 500;

    /** One, because on few cores more segments only share the same work out (measured, likewise). */
    private static final int SEGMENTS = 1;

    /**
     * How often a segment that nobody runs is looked for: after a lost connection, or when another node has ended, this much
     * passes before the projection goes on. Axon's default is 5 s.
     */
    private static final long CLAIM_MILLIS = 1_000;

    /** Where a unit of work says whose batch it is. */
    static final String NAME = Projections.class.getName();

    private final Map<String, Object> handlers = new ConcurrentHashMap<>();
    private final Map<String, ViewTables> views = new ConcurrentHashMap<>();
    private final PostgresEventStore eventStore;
    private final ProjectionFailures failures;
    private final ViewPositions positions;

    Projections(PostgresEventStore eventStore, ProjectionFailures failures, ViewPositions positions) {
        this.eventStore = eventStore;
        this.failures = failures;
        this.positions = positions;
    }

    /**
     * A pooled streaming processor from the beginning of the log. A failure is retried, not skipped: a view may be late, but
     * not wrong.
     *
     * @param name the projection's, also its processor's and its processing group's
     * @param handler its event handlers
     * @param view the tables that they write, and nobody else
     */
    public ConfigurerModule projection(String name, Object handler, ViewTables view) {
        handlers.put(name, handler);
        views.put(name, view);
        Subscription subscription = eventStore.subscription(name, handledBy(handler));
        positions.follow(subscription);
        return axon -> axon.eventProcessing(processing -> processing
                .registerEventHandler(c -> handler)
                .assignHandlerInstancesMatching(name, handler::equals)
                .registerMessageMonitor(name, c -> new IgnoredEvents(subscription))
                .registerListenerInvocationErrorHandler(name, c -> PropagatingErrorHandler.instance())
                .registerErrorHandler(name, c -> failures)
                .registerHandlerInterceptor(name, c -> (work, rest) -> {
                    begin(work.root(), subscription);
                    return rest.proceed();
                })
                .registerPooledStreamingEventProcessor(
                        name,
                        c -> subscription,
                        (c, processor) -> processor
                                .initialSegmentCount(SEGMENTS)
                                .batchSize(BATCH)
                                .tokenClaimInterval(CLAIM_MILLIS)
                                .initialToken(StreamableMessageSource::createTailToken)));
    }

    /**
     * The tables of a projection.
     *
     * @throws Refused when there is no such projection
     */
    public ViewTables view(String projection) {
        return known(projection, views);
    }

    /**
     * What handles a projection's events.
     *
     * @throws Refused likewise
     */
    public Object handler(String projection) {
        return known(projection, handlers);
    }

    private static <T> T known(String projection, Map<String, T> all) {
        T found = all.get(projection);
        if (found == null) {
            throw new Refused(ProblemCode.NOT_FOUND, "There is no such projection.");
        }
        return found;
    }

    private static Predicate<Class<?>> handledBy(Object handler) {
        List<Class<?>> events = Arrays.stream(handler.getClass().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(EventHandler.class))
                .<Class<?>>map(method -> method.getParameterTypes()[0])
                .toList();
        return event -> events.stream().anyMatch(handled -> handled.isAssignableFrom(event));
    }

    /** Called for each event, heeded for the first of a batch. */
    private void begin(UnitOfWork<?> batch, Subscription subscription) {
        batch.getOrComputeResource(NAME, first -> {
            batch.afterCommit(committed -> {
                failures.overcome(subscription.name());
                if (ProjectionBatch.isOutstanding(committed)) {
                    positions.hold(subscription.name());
                }
                subscription.processed(((BatchingUnitOfWork<?>) batch).getMessages());
            });
            return subscription.name();
        });
    }
}
