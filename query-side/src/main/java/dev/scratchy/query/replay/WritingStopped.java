package dev.scratchy.query.replay;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/**
 * Keeps a projection from being written, by a transaction of its own in a thread of its own: so another transaction can begin to
 * look while nothing is written, and go on looking at the same when it is.
 */
final class WritingStopped implements AutoCloseable {

    private final CompletableFuture<Long> begun = new CompletableFuture<>();
    private final CountDownLatch enough = new CountDownLatch(1);

    private WritingStopped() {}

    /** Waits for the batch that is being written. */
    static WritingStopped now(Means by, String schema, String projection) throws InterruptedException {
        var stopped = new WritingStopped();
        Thread.ofPlatform()
                .name("replay-holds-" + projection)
                .daemon()
                .start(() -> stopped.hold(by, schema, projection));
        try {
            long ignored = stopped.begun.get();
            return stopped;
        } catch (InterruptedException stopping) {
            stopped.close();
            throw stopping;
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failure);
        }
    }

    private void hold(Means by, String schema, String projection) {
        try {
            by.transactions().executeWithoutResult(own -> {
                by.replays().stopWriting(schema, projection);
                begun.complete(System.nanoTime());
                awaitClose();
            });
        } catch (RuntimeException | Error failure) {
            begun.completeExceptionally(failure);
        }
    }

    private void awaitClose() {
        try {
            enough.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** For how long, in milliseconds. */
    double millis() {
        return (System.nanoTime() - begun.join()) / 1e6;
    }

    @Override
    public void close() {
        enough.countDown();
    }
}
