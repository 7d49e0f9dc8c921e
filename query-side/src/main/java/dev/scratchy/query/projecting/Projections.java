package dev.scratchy.query.projecting;

import dev.scratchy.query.consistency.ViewPositions;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.subscription.ClaimedTokens;
import dev.scratchy.shared.subscription.PostgresEventStore;
import dev.scratchy.shared.subscription.SubscribedInvoker;
import dev.scratchy.shared.subscription.Subscription;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.stereotype.Component;

/** How a projection is run. */
@Component
public class Projections {

    /** Events per transaction at most. Axon's default of 1 replays at a fifteenth of the speed (measured with Axon 4.13.0). */
    private static final int BATCH = 500;

    /**
     * To begin with: one, because on few cores more segments only share the same work out (measured, likewise). An operator may
     * split them.
     */
    private static final int SEGMENTS = 1;

    /**
     * How often a segment that nobody runs is looked for: after a lost connection, or when another node has ended, this much
     * passes before the projection goes on, and whoever waits for their own write waits for it. Axon's default is 5 s.
     */
    private static final long CLAIM_MILLIS = 250;

    private final Map<String, Projection> handlers = new ConcurrentHashMap<>();
    private final Map<String, ViewTables> views = new ConcurrentHashMap<>();
    private final Map<String, ProjectionInvoker> invokers = new ConcurrentHashMap<>();
    private final PostgresEventStore eventStore;
    private final ProjectionFailures failures;
    private final ViewPositions positions;
    private final Batches batches;
    private final Parking parking;
    private final TracedEvents traced;
    private final TokenStore tokens;
    private final Quotas quotas;

    Projections(
            PostgresEventStore eventStore,
            ProjectionFailures failures,
            ViewPositions positions,
            Batches batches,
            Parking parking,
            TracedEvents traced,
            TokenStore tokens,
            Quotas quotas) {
        this.eventStore = eventStore;
        this.failures = failures;
        this.positions = positions;
        this.batches = batches;
        this.parking = parking;
        this.traced = traced;
        this.tokens = tokens;
        this.quotas = quotas;
    }

    /**
     * A pooled streaming processor from the beginning of the log. What lies with an event puts that aside, with what must not
     * overtake it; any other failure is retried, not skipped: a view may be late, but not wrong.
     *
     * @param name the projection's, also its processor's and its processing group's
     * @param handler its event handlers
     * @param view the tables that they write, and nobody else
     */
    public ConfigurerModule projection(String name, Projection handler, ViewTables view) {
        handlers.put(name, handler);
        views.put(name, view);
        Subscription subscription = eventStore.subscription(name, handledBy(handler));
        positions.follow(subscription);
        return axon -> axon.eventProcessing(processing -> processing
                .registerEventHandler(c -> handler)
                .assignHandlerInstancesMatching(name, handler::equals)
                .registerListenerInvocationErrorHandler(name, c -> PropagatingErrorHandler.instance())
                .registerErrorHandler(name, c -> failures)
                .registerTokenStore(name, c -> new ClaimedTokens(tokens, subscription))
                .registerPooledStreamingEventProcessor(
                        name,
                        c -> subscription,
                        (c, processor) -> processor
                                .eventHandlerInvoker(new SubscribedInvoker(invoker(name, handler, c), subscription))
                                .maxSegmentProvider(quotas.provider())
                                .initialSegmentCount(SEGMENTS)
                                .batchSize(BATCH)
                                .tokenClaimInterval(CLAIM_MILLIS)
                                .initialToken(StreamableMessageSource::createTailToken)));
    }

    private ProjectionInvoker invoker(String name, Projection handler, Configuration axon) {
        var invoker = new ProjectionInvoker(
                name,
                new Sequences(handler),
                new AnnotationEventHandlerAdapter(handler, axon.parameterResolverFactory()),
                batches,
                parking,
                traced);
        invokers.put(name, invoker);
        return invoker;
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
     * Handles events as the processor of a segment does, within the transaction.
     *
     * @param events also such as are none of its business
     */
    public void handle(String projection, List<? extends TrackedEventMessage<?>> events, Segment segment) {
        ProjectionInvoker invoker = known(projection, invokers);
        List<? extends TrackedEventMessage<?>> own = events.stream()
                .filter(event -> invoker.canHandle(event, segment))
                .toList();
        if (own.isEmpty()) {
            return;
        }
        ResultMessage<?> result = new BatchingUnitOfWork<>(own).executeWithResult(() -> {
            invoker.handle((EventMessage<?>) CurrentUnitOfWork.get().getMessage(), segment);
            return projection;
        });
        if (result.isExceptional()) {
            throw new IllegalStateException(result.exceptionResult());
        }
    }

    /** Where the events of a projection stand among each other. */
    Sequences sequences(String projection) {
        return new Sequences(known(projection, handlers));
    }

    /** The names of all projections. */
    public Set<String> names() {
        return new TreeSet<>(handlers.keySet());
    }

    /**
     * What handles a projection's events.
     *
     * @throws Refused likewise
     */
    public Projection handler(String projection) {
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
}
