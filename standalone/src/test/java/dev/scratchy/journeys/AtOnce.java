package dev.scratchy.journeys;

import dev.scratchy.journeys.Http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** Sends many requests at the same time. */
final class AtOnce {

    private AtOnce() {}

    interface Task<T> {
        T run(int number) throws Exception;
    }

    /** What came of each task, in the order of their numbers, which begin with 0. */
    static <T> List<T> atOnce(int times, Task<T> task) throws InterruptedException, ExecutionException {
        List<Callable<T>> tasks = new ArrayList<>();
        for (int n = 0; n < times; n++) {
            int number = n;
            tasks.add(() -> task.run(number));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        }
    }

    /** One request after the other while the answers' status is as wanted, at most so many; the last may be another. */
    static List<Answer> whileAnswered(IntPredicate wanted, int atMost, Supplier<Answer> request) {
        List<Answer> answers = new ArrayList<>();
        do {
            answers.add(request.get());
        } while (answers.size() < atMost && wanted.test(answers.getLast().status()));
        return answers;
    }
}
