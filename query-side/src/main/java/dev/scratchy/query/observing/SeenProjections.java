package dev.scratchy.query.observing;

import dev.scratchy.query.nodes.Processors;
import dev.scratchy.query.nodes.ProjectionView;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The projections as they were a moment ago. It looks by itself, so that whoever asks is answered at once, also while the
 * database is away and many ask.
 */
@Component
class SeenProjections implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SeenProjections.class);

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Processors processors;
    private volatile List<ProjectionView> seen = List.of();
    private volatile long seenAt = System.nanoTime();
    private volatile Thread looking = new Thread();

    SeenProjections(Processors processors) {
        this.processors = processors;
    }

    /** Empty before the first look. */
    List<ProjectionView> last() {
        return seen;
    }

    boolean isFailing(String projection) {
        return seen.stream().anyMatch(view -> view.name().equals(projection) && view.error() != null);
    }

    /** How long the last look is ago that succeeded. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - seenAt);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                look();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException stopping) {
            log.debug("The projections are not looked at any more");
        }
    }

    private void look() {
        try {
            seen = List.copyOf(processors.all());
            seenAt = System.nanoTime();
        } catch (RuntimeException away) {
            log.debug("The projections cannot be looked at", away);
        }
    }

    @Override
    public void start() {
        looking = Thread.ofPlatform().name("seen-projections").daemon().start(this::run);
    }

    @Override
    public void stop() {
        looking.interrupt();
    }

    @Override
    public boolean isRunning() {
        return looking.isAlive();
    }
}
