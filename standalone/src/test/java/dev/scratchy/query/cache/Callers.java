package dev.scratchy.query.cache;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Some who ask for the same. */
record Callers<T>(List<Thread> threads, List<CompletableFuture<T>> answers) {

    static <T> Callers<T> begin(int count, Supplier<T> asks) {
        List<CompletableFuture<T>> answers = IntStream.range(0, count)
                .mapToObj(n -> new CompletableFuture<T>())
                .toList();
        return new Callers<>(
                answers.stream()
                        .map(answer -> Thread.startVirtualThread(() -> ask(asks, answer)))
                        .toList(),
                answers);
    }

    private static <T> void ask(Supplier<T> asks, CompletableFuture<T> answer) {
        try {
            answer.complete(asks.get());
        } catch (RuntimeException failure) {
            answer.completeExceptionally(failure);
        }
    }

    /** Returns when everybody waits for something. */
    Callers<T> allWait() {
        while (!threads.stream()
                .allMatch(thread ->
                        thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING)) {
            Thread.onSpinWait();
        }
        return this;
    }
}
