package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends many requests at the same time. */
final class AtOnce {

    private static final JdbcClient JDBC = RunningSystem.bean(JdbcClient.class);

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

    /**
     * As {@link #atOnce}, but nobody can append to the log until each has done all it does before that, or waits for one who
     * has: so all have seen the same state, and certainly conflict.
     */
    static List<Answer> meetingAtTheLog(int times, Task<Answer> task) throws InterruptedException, ExecutionException {
        var transactions = new TransactionTemplate(RunningSystem.bean(PlatformTransactionManager.class));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> pending = new ArrayList<>();
            transactions.executeWithoutResult(held -> {
                JDBC.sql("LOCK TABLE domain_event IN SHARE MODE").update();
                for (int n = 0; n < times; n++) {
                    int number = n;
                    pending.add(threads.submit(() -> task.run(number)));
                }
                Eventually.see(() -> assertThat(JDBC.sql("SELECT count(*) FROM pg_locks WHERE NOT granted")
                                .query(Integer.class)
                                .single())
                        .isEqualTo(times));
            });
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : pending) {
                answers.add(answer.get());
            }
            return answers;
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
