package dev.scratchy.query.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scratchy.query.consistency.ViewPositions;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Writes to one client, in the thread of its request, until the client has gone or is to come again. */
final class Stream {

    /** Changes that are read and kept at a time while a client catches up. */
    private static final int PAGE = 200;

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String key;
    private final boolean insider;
    private final Source source;
    private final Feed feed;
    private final Listener listener;
    private final ViewPositions positions;
    private final Semaphore catchingUp;
    private long sent;

    Stream(
            String key,
            boolean insider,
            long after,
            Source source,
            Feed feed,
            Listener listener,
            ViewPositions positions,
            Semaphore catchingUp) {
        this.key = key;
        this.insider = insider;
        this.sent = after;
        this.source = source;
        this.feed = feed;
        this.listener = listener;
        this.positions = positions;
        this.catchingUp = catchingUp;
    }

    /**
     * Returns when it is over.
     *
     * @param heartbeat nanoseconds between two signs of life
     * @param end by {@link System#nanoTime()}
     */
    void write(OutputStream client, long heartbeat, long end) throws IOException, InterruptedException {
        client.write(("retry: 1000\n" + place()).getBytes(UTF_8));
        client.flush();
        boolean goesOn = true;
        while (goesOn && !listener.isEnded() && end - System.nanoTime() > 0) {
            if (listener.wasBehind()) {
                goesOn = catchUp(client, feed.begun());
            } else {
                goesOn = goOn(client, Math.min(heartbeat, end - System.nanoTime()));
            }
        }
    }

    private boolean goOn(OutputStream client, long nanos) throws IOException, InterruptedException {
        Change change = listener.next(nanos);
        if (change != null) {
            boolean goesOn = send(client, change);
            client.flush();
            return goesOn;
        }
        long complete = feed.complete();
        // In this order: what was handed out up to there is in the queue, and when that is empty, it was sent.
        Change late = listener.next(0);
        if (late != null) {
            boolean goesOn = send(client, late);
            client.flush();
            return goesOn;
        }
        sent = Math.max(sent, complete);
        client.write(place().getBytes(UTF_8));
        client.flush();
        return true;
    }

    /** Where the client is: by the HTML standard an id without data is remembered, and nothing else happens. */
    private String place() {
        return "id: " + sent + "\n\n";
    }

    private boolean catchUp(OutputStream client, long upTo) throws IOException, InterruptedException {
        boolean goesOn = true;
        boolean more = sent < upTo;
        while (goesOn && more && !listener.isEnded()) {
            Collection<Change> page = page(upTo);
            for (Change change : page) {
                goesOn = goesOn && send(client, change);
            }
            client.flush();
            more = page.size() == PAGE;
        }
        if (goesOn && !more) {
            sent = Math.max(sent, upTo);
        }
        return goesOn;
    }

    /** Not while the view is folded anew, when it lacks what it had. */
    private Collection<Change> page(long upTo) throws InterruptedException {
        while (!listener.isEnded()) {
            if (positions.await(source.view(), upTo, LOOK_NANOS)) {
                Collection<Change> page;
                catchingUp.acquire();
                try {
                    page = source.between(key, sent, upTo, PAGE);
                } finally {
                    catchingUp.release();
                }
                if (positions.reached(source.view()) >= upTo) {
                    return page;
                }
            }
        }
        throw new InterruptedException();
    }

    private boolean send(OutputStream client, Change change) throws IOException {
        if (change.position() <= sent) {
            return true;
        }
        if (change.shown().has(insider)) {
            client.write(change.text().bytes());
        }
        sent = change.position();
        return !change.ends().has(insider);
    }
}
