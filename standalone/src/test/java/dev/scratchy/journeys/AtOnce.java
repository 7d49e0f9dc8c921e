package dev.scratchy.journeys;

import dev.scratchy.journeys.Http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends many requests at the same time. */
final class AtOnce {

    private AtOnce() {}

    interface Request {
        Answer send(int number);
    }

    /** The answers in the order of the requests' numbers, from 0. */
    static List<Answer> atOnce(int times, Request request) throws InterruptedException, ExecutionException {
        List<Callable<Answer>> requests = new ArrayList<>();
        for (int n = 0; n < times; n++) {
            int number = n;
            requests.add(() -> request.send(number));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(requests)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
