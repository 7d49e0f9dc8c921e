package dev.scratchy.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The handle of a {@link Follower} in a JVM of its own, which ends with it. */
final class FollowerProcess implements AutoCloseable {

    private static final long LATEST_SECONDS = 60;

    /** The other clock may be read at any moment between our two readings of ours, but for what rounding does. */
    private static final long CLOCK_SLACK_MICROS = 100;

    private final Process process;
    private final PrintStream questions;
    private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(100);
    private final Arrivals arrivals;

    private FollowerProcess(Process process, Arrivals arrivals) {
        this.process = process;
        this.arrivals = arrivals;
        this.questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread.ofPlatform().name("follower-answers").daemon().start(this::listen);
    }

    /** Starts it with the class path of this JVM, and returns when it follows. */
    static FollowerProcess start(String databaseUrl, LogPair.Kind kind, Arrivals arrivals)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx512m",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Follower.class.getName(),
                        databaseUrl,
                        kind.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var started = new FollowerProcess(process, arrivals);
        try {
            started.expect(Follower.READY);
            return started;
        } catch (RuntimeException | InterruptedException failure) {
            started.close();
            throw failure;
        }
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                if (words[0].equals(Follower.ARRIVED)) {
                    arrivals.arrived(words[1], Long.parseLong(words[2]));
                } else if (!answers.offer(line)) {
                    System.err.println("From the other JVM: " + line);
                }
            }
        } catch (IOException ended) {
            // As it should when it is closed; if not, whoever waits for an answer says so.
        }
    }

    /**
     * Looks whether the clocks of both processes are one.
     *
     * @throws IllegalStateException when they are not
     */
    void checkClock() throws InterruptedException {
        long before = Arrivals.micros();
        long there = ask(Follower.CLOCK);
        long after = Arrivals.micros();
        if (there < before - CLOCK_SLACK_MICROS || there > after + CLOCK_SLACK_MICROS) {
            throw new IllegalStateException("The clocks of the two JVMs differ.");
        }
    }

    /** How many events came to its handler. */
    long count() throws InterruptedException {
        return ask(Follower.COUNT);
    }

    private long ask(String question) throws InterruptedException {
        questions.println(question);
        return Long.parseLong(expect(question).split(" ", -1)[1]);
    }

    /** The next answer of that kind; anything else is for people. */
    private String expect(String kind) throws InterruptedException {
        @Nullable String answer = answers.poll(LATEST_SECONDS, TimeUnit.SECONDS);
        while (answer != null && !answer.startsWith(kind)) {
            System.err.println("From the other JVM: " + answer);
            answer = answers.poll(LATEST_SECONDS, TimeUnit.SECONDS);
        }
        if (answer == null) {
            throw new IllegalStateException("The other JVM does not answer.");
        }
        return answer;
    }

    @Override
    public void close() {
        // The end of its questions; and if that does not end it, its handle does.
        questions.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopping) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
