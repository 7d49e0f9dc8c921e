package dev.scratchy.query.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells one client of something that is not in the log, and is looked at from time to time. */
final class Watch {

    /** Four times a second is as good as at once for somebody who looks at it. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Supplier<Sight> look;
    private final Sight first;
    private final CountDownLatch stopped;

    Watch(Supplier<Sight> look, Sight first, CountDownLatch stopped) {
        this.look = look;
        this.first = first;
        this.stopped = stopped;
    }

    /**
     * Returns when it is over.
     *
     * @param heartbeat nanoseconds between two signs of life
     * @param end by {@link System#nanoTime()}
     */
    void write(OutputStream client, long heartbeat, long end) throws IOException, InterruptedException {
        send(client, "retry: 1000\n" + text(first));
        Sight seen = first;
        long written = System.nanoTime();
        while (!seen.last() && !stopped.await(LOOK_NANOS, TimeUnit.NANOSECONDS) && end - System.nanoTime() > 0) {
            Sight now = look.get();
            if (!now.equals(seen)) {
                send(client, text(now));
                written = System.nanoTime();
            } else if (System.nanoTime() - written >= heartbeat) {
                send(client, ":\n\n");
                written = System.nanoTime();
            }
            seen = now;
        }
    }

    private static String text(Sight sight) {
        return "data: " + sight.json() + "\n\n";
    }

    private static void send(OutputStream client, String text) throws IOException {
        client.write(text.getBytes(UTF_8));
        client.flush();
    }
}
