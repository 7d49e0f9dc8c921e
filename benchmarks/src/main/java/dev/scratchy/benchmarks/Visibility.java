package dev.scratchy.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** How long after the answer to a command a read shows what it changed. */
final class Visibility {

    private static final long POLL_MILLIS = 2;

    /** Random up to this: with a fixed pause the samples would march in step with a reader that polls, and all meet it early or late. */
    private static final int LONGEST_PAUSE_MILLIS = 500;

    private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private Visibility() {}

    /** Updates one published post after the other, each when the one before is visible; returns milliseconds. */
    static Spread milliseconds(RunningSystem system, Posts posts, int samples)
            throws IOException, InterruptedException {
        List<Double> milliseconds = new ArrayList<>();
        var pauses = new Random(42);
        try (Connection author = system.signedIn();
                Connection reader = system.anonymous()) {
            for (int sample = 0; sample < samples; sample++) {
                Thread.sleep(pauses.nextInt(LONGEST_PAUSE_MILLIS));
                String path = Posts.PATH + "/"
                        + posts.published().get(sample % posts.published().size());
                // In the cache, as it would be.
                reader.get(path).expect(200);
                milliseconds.add(sample(author, reader, path) / 1e6);
            }
        }
        return new Spread(milliseconds);
    }

    private static long sample(Connection author, Connection reader, String path)
            throws IOException, InterruptedException {
        byte[] change = ("{\"title\": \"Changed at " + System.nanoTime() + "\"}").getBytes(StandardCharsets.UTF_8);
        long version = author.send("PATCH", path, change).expect(200).version();
        long answered = System.nanoTime();
        while (reader.get(path).expect(200).version() < version) {
            if (System.nanoTime() - answered > LATEST_NANOS) {
                throw new IllegalStateException("A change is not visible after 30 s.");
            }
            Thread.sleep(POLL_MILLIS);
        }
        return System.nanoTime() - answered;
    }
}
