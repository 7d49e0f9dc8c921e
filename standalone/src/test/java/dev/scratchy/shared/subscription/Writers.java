package dev.scratchy.shared.subscription;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.transaction.TransactionStatus;

/**
 * Many who append at once, in transactions of 1 to 3 events of one or several aggregates, of which some wait between insert and
 * commit, some go back to a savepoint, and some roll back.
 */
final class Writers {

    private static final int WRITERS = 64;
    private static final double ROLLED_BACK = 0.2;
    private static final double ONE_AGGREGATE_EACH = 0.2;
    private static final double BACK_TO_A_SAVEPOINT = 0.1;
    private static final double SHORT_STALLS = 0.4;
    private static final double LONG_STALLS = 0.05;
    private static final double SHORT_SECONDS = 0.02;
    private static final double LONG_SECONDS = 0.15;

    /** What makes a transaction roll back. */
    private static final class NotThisOne extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotThisOne() {
            super("rolled back on purpose", null, false, false);
        }
    }

    private final LogNode node;

    Writers(LogNode node) {
        this.node = node;
    }

    /** Appends about as many events as wanted, and is back when all transactions have ended. */
    void append(int events, long seed) throws ExecutionException, InterruptedException {
        // Two events a transaction on average, of which one in five stays away.
        int transactions = (int) (events / (2 * (1 - ROLLED_BACK) * WRITERS)) + 1;
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> writing = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                var random = new Random(seed * WRITERS + writer);
                writing.add(
                        threads.submit(() -> IntStream.range(0, transactions).forEach(transaction -> append(random))));
            }
            for (Future<?> writer : writing) {
                writer.get();
            }
        }
    }

    private void append(Random random) {
        List<EventMessage<?>> events = events(random);
        boolean savepointFirst = random.nextDouble() < BACK_TO_A_SAVEPOINT;
        boolean savepointLast = random.nextDouble() < BACK_TO_A_SAVEPOINT;
        boolean rolledBack = random.nextDouble() < ROLLED_BACK;
        double stall = stall(random);
        try {
            node.append(
                    events,
                    transaction -> {
                        if (savepointFirst) {
                            appendAndTakeBack(transaction);
                        }
                    },
                    transaction -> {
                        node.jdbc().queryForList("SELECT pg_sleep(?)", stall);
                        if (savepointLast) {
                            appendAndTakeBack(transaction);
                        }
                        if (rolledBack) {
                            throw new NotThisOne();
                        }
                    });
        } catch (NotThisOne onPurpose) {
            // As it was meant.
        }
    }

    private static List<EventMessage<?>> events(Random random) {
        int count = 1 + random.nextInt(3);
        if (random.nextDouble() < ONE_AGGREGATE_EACH) {
            return IntStream.range(0, count)
                    .<EventMessage<?>>mapToObj(
                            n -> LogNode.events(aggregate(random), 1).getFirst())
                    .toList();
        }
        return LogNode.events(aggregate(random), count);
    }

    private static String aggregate(Random random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private static double stall(Random random) {
        double kind = random.nextDouble();
        if (kind < LONG_STALLS) {
            return random.nextDouble() * LONG_SECONDS;
        }
        return kind < LONG_STALLS + SHORT_STALLS ? random.nextDouble() * SHORT_SECONDS : 0;
    }

    private void appendAndTakeBack(TransactionStatus transaction) {
        Object savepoint = transaction.createSavepoint();
        node.engine().appendEvents(LogNode.events(UUID.randomUUID().toString(), 2));
        transaction.rollbackToSavepoint(savepoint);
    }
}
