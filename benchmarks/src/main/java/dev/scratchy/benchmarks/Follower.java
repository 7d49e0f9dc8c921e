package dev.scratchy.benchmarks;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.slf4j.LoggerFactory;

/**
 * The other JVM: follows one of the logs and writes a line when a sample comes to the handler. It answers questions that come
 * line by line, and ends when there are no more of them, hence also when whoever started it is gone.
 */
public final class Follower {

    /** The aggregate type of the events whose time is wanted. */
    static final String SAMPLE = "Sample";

    static final String READY = "ready";
    static final String ARRIVED = "arrived";
    static final String CLOCK = "clock";
    static final String COUNT = "count";

    private Follower() {}

    static void main(String[] arguments) throws IOException, InterruptedException {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        follow(arguments[0], LogPair.Kind.valueOf(arguments[1]));
        // Whatever else may still be running.
        System.exit(0);
    }

    private static void follow(String databaseUrl, LogPair.Kind kind) throws IOException, InterruptedException {
        PrintStream answers = System.out;
        var count = new AtomicLong();
        try (LogProcess process = LogProcess.start(databaseUrl);
                Following following = new Following(
                        process.logs(),
                        kind,
                        "other-jvm-" + kind.name().toLowerCase(Locale.ROOT),
                        StreamableMessageSource::createHeadToken,
                        event -> {
                            long now = Arrivals.micros();
                            count.incrementAndGet();
                            if (isSample(event)) {
                                answers.println(ARRIVED + " " + event.getIdentifier() + " " + now);
                            }
                        })) {
            following.start();
            answers.println(READY);
            var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String question = questions.readLine(); question != null; question = questions.readLine()) {
                answers.println(question + " " + (question.equals(CLOCK) ? Arrivals.micros() : count.get()));
            }
        }
    }

    static boolean isSample(EventMessage<?> event) {
        return event instanceof DomainEventMessage<?> applied
                && applied.getType().equals(SAMPLE);
    }
}
