package dev.scratchy.query.consistency;

import dev.scratchy.query.consistency.SegmentPosition.Told;
import dev.scratchy.shared.database.NotificationListener;
import dev.scratchy.shared.database.Notifier;
import dev.scratchy.shared.database.OwnConnections;
import dev.scratchy.shared.subscription.Parts;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Brings the positions of views from the nodes that write them to all others, by PostgreSQL's NOTIFY: at once while there are
 * others, and every half second in any case, so that a notice that gets lost costs no more than that. A node that begins to
 * listen makes itself heard, and is told.
 */
@Component
class ViewNotices implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ViewNotices.class);

    private static final Duration HEARTBEAT = Duration.ofMillis(500);

    /** How often something held is looked at: as often as the cache looks itself. */
    private static final Duration LOOK = Duration.ofMillis(25);

    /** A node that was not heard for so long is not there. */
    private static final Duration GONE = Duration.ofSeconds(5);

    /** As the processors: before the web server starts, and after it has ended. */
    private static final int PHASE = 1;

    private static final Pattern VIEW = Pattern.compile(" ([a-z]+)/(\\d{1,4})/(\\d{1,4})=(\\d{1,18}):(\\d{1,18})");

    private final ViewPositions positions;
    private final String self = UUID.randomUUID().toString();
    private final Notifier notifier;
    private final NotificationListener listener;
    private volatile long othersSeen = System.nanoTime() - GONE.toNanos();
    private @Nullable Thread thread;

    ViewNotices(ViewPositions positions, OwnConnections connections) {
        this.positions = positions;
        String channel = connections.logSchema() + "_views";
        notifier = new Notifier(connections, channel, this::notice, () -> {});
        listener = new NotificationListener(connections, channel, this::heard, notifier::signal);
    }

    @Override
    public void start() {
        positions.whenChanged(() -> {
            if (System.nanoTime() - othersSeen < GONE.toNanos()) {
                notifier.signal();
            }
        });
        listener.start();
        thread = Thread.ofPlatform().name("view-positions").daemon().start(this::run);
    }

    private void run() {
        long told = System.nanoTime();
        try {
            while (true) {
                Thread.sleep(LOOK);
                if (positions.isAnyHeld()) {
                    positions.look();
                }
                if (System.nanoTime() - told > HEARTBEAT.toNanos()) {
                    told = System.nanoTime();
                    notifier.signal();
                }
            }
        } catch (InterruptedException stopping) {
            log.debug("Views are not looked after any more");
        }
    }

    private String notice() {
        var notice = new StringJoiner(" ");
        notice.add(self);
        positions
                .told()
                .forEach((name, segments) -> segments.forEach((segment, told) -> notice.add("%s/%d/%d=%d:%d"
                        .formatted(
                                name,
                                segment.getSegmentId(),
                                segment.getMask(),
                                told.acknowledged(),
                                told.processed()))));
        return notice.toString();
    }

    /** Anybody may notify anything. */
    private void heard(String notice) {
        if (notice.startsWith(self)) {
            return;
        }
        boolean isNew = System.nanoTime() - othersSeen > GONE.toNanos();
        othersSeen = System.nanoTime();
        Matcher view = VIEW.matcher(notice);
        while (view.find()) {
            String name = view.group(1);
            var told = new Told(Long.parseLong(view.group(4)), Long.parseLong(view.group(5)));
            Parts.of(Integer.parseInt(view.group(2)), Integer.parseInt(view.group(3)))
                    .ifPresent(segment -> positions.heard(name, segment, told));
        }
        if (isNew) {
            notifier.signal();
        }
    }

    @Override
    public void stop() {
        listener.close();
        notifier.close();
        if (thread != null) {
            thread.interrupt();
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
