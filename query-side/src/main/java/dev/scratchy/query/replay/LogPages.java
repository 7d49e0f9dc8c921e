package dev.scratchy.query.replay;

import dev.scratchy.query.projecting.ProjectionBatch;
import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import dev.scratchy.shared.eventlog.ReadEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * A part of the log, folded page by page in a thread of its own: a little ahead of whoever writes what comes of it, or, to be
 * considerate, while that one waits.
 */
final class LogPages implements AutoCloseable {

    /** Each is in memory as a whole: 1,000 events or 8 MB of JSON. */
    private static final int AHEAD = 2;

    /**
     * What comes of a page.
     *
     * @param after the position before its first event
     * @param position of its last event
     */
    record Page(long after, long position, ProjectionBatch rows) {}

    private final PostgresEventStorageEngine log;
    private final Function<List<TrackedEventMessage<?>>, ProjectionBatch> folding;
    private final long upTo;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("replay-reader").daemon().factory());
    private final BooleanSupplier considerate;
    private final Deque<Future<@Nullable Page>> ahead = new ArrayDeque<>();
    private long position;

    /**
     * The events behind one position, up to another.
     *
     * @param upTo not above a mark that was read before
     * @param folding what is done with a page
     * @param considerate whether nothing is to be read ahead, asked for each page
     */
    LogPages(
            PostgresEventStorageEngine log,
            long after,
            long upTo,
            Function<List<TrackedEventMessage<?>>, ProjectionBatch> folding,
            BooleanSupplier considerate) {
        this.log = log;
        this.position = after;
        this.upTo = upTo;
        this.folding = folding;
        this.considerate = considerate;
    }

    /** What comes of the next page, or {@code null} at the end. */
    @Nullable
    Page next() throws InterruptedException {
        int wanted = considerate.getAsBoolean() ? 1 : 1 + AHEAD;
        while (ahead.size() < wanted) {
            ahead.add(reader.submit(this::read));
        }
        try {
            return ahead.removeFirst().get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failure);
        }
    }

    private @Nullable Page read() {
        List<ReadEvent> page = position < upTo ? log.page(position, upTo) : List.of();
        if (page.isEmpty()) {
            position = upTo;
            return null;
        }
        long after = position;
        position = page.getLast().position();
        List<TrackedEventMessage<?>> events = new ArrayList<>();
        page.forEach(event -> events.add(event.message()));
        return new Page(after, position, folding.apply(events));
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
