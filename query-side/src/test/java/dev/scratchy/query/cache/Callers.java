package dev.scratchy.query.cache;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Each in a thread of its own. */
final class Callers {

    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    /** Begins at once. */
    <T> CompletableFuture<T> call(Supplier<T> asks) {
        var answer = new CompletableFuture<T>();
        threads.add(Thread.startVirtualThread(() -> {
            try {
                answer.complete(asks.get());
            } catch (RuntimeException | Error failure) {
                answer.completeExceptionally(failure);
            }
        }));
        return answer;
    }

    /** Returns when everybody has got as far as they get by themselves. */
    void allWait() {
        while (!threads.stream().allMatch(Callers::waits)) {
            Thread.onSpinWait();
        }
    }

    private static boolean waits(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, TERMINATED -> true;
            case NEW, RUNNABLE, BLOCKED -> false;
        };
    }

    /** Nobody asks any more when it returns. */
    void end() throws InterruptedException {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
