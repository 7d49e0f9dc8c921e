package dev.scratchy.shared.subscription;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;

/** A process that follows a log, writes down what it sees, and ends by itself with the event of the aggregate {@link #LAST}. */
record FollowingJvm(Process process, Path file) implements AutoCloseable {

    /** The aggregate whose event is the last that a follower waits for. */
    static final String LAST = "the-last-of-this-log";

    /** How to follow. */
    enum Kind {
        STREAM,
        PROCESSOR
    }

    private static final String READY = "follows";

    static FollowingJvm start(Kind kind, String url, String schema, Path file) throws IOException {
        Process process = ChildJvm.start(
                FollowingJvm.class,
                Redirect.to(file.resolveSibling(file.getFileName() + ".log").toFile()),
                kind.name(),
                url,
                schema,
                file.toString());
        return new FollowingJvm(process, file);
    }

    void awaitReady() throws IOException {
        ChildJvm.awaitLine(process, READY);
    }

    /** What it saw, once it has come to the end. */
    List<Seen> seen(Duration latest) throws InterruptedException {
        if (!process.waitFor(latest.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return Seen.in(file);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** As a process. */
    public static void main(String[] arguments) throws Exception {
        try (var node = new LogNode(arguments[1], arguments[2], 5);
                var lines = new PrintWriter(arguments[3], StandardCharsets.UTF_8)) {
            Runnable ready = () -> System.out.println(READY);
            if (Kind.valueOf(arguments[0]) == Kind.STREAM) {
                try (TrackingEventStream stream = node.store().openStream(null)) {
                    ready.run();
                    TrackedEventMessage<?> event;
                    do {
                        event = next(stream);
                        lines.println(Seen.of(event).line());
                    } while (!isLast(event));
                }
            } else {
                var last = new CountDownLatch(1);
                try (var follower = new Follower(node.store(), event -> {
                    lines.println(Seen.of(event).line());
                    if (isLast(event)) {
                        last.countDown();
                    }
                })) {
                    follower.start();
                    ready.run();
                    last.await();
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static TrackedEventMessage<?> next(TrackingEventStream stream) {
        try {
            return stream.nextAvailable();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    static boolean isLast(TrackedEventMessage<?> event) {
        return event instanceof DomainEventMessage<?> applied
                && applied.getAggregateIdentifier().equals(LAST);
    }
}
