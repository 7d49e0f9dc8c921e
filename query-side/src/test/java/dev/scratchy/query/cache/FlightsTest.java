package dev.scratchy.query.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.query.cache.Flights.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may share a look with whom. */
@Timeout(10)
class FlightsTest {

    private static final Duration LONGEST_WAIT = Duration.ofMillis(250);
    private static final int JOINING = 20;

    private final AtomicLong now = new AtomicLong();
    private final Flights<String> flights = new Flights<>(now::get);
    private final AtomicInteger shared = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();
    private final Callers callers = new Callers();

    @AfterEach
    void nobody_waits_any_more() throws InterruptedException {
        callers.end();
    }

    @Test
    void who_comes_after_a_look_began_does_not_get_its_answer() throws Exception {
        var began = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        CompletableFuture<String> early = asks(() -> {
            began.countDown();
            await(go);
            return new Step.Done<>("old");
        });
        await(began);

        CompletableFuture<String> late = asks(() -> new Step.Done<>("new"));
        callers.allWait();
        go.countDown();

        assertThat(early.get()).isEqualTo("old");
        assertThat(late.get()).isEqualTo("new");
    }

    @Test
    void who_comes_while_somebody_loads_does_not_get_that_answer_either() throws Exception {
        var loads = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        CompletableFuture<String> early = asks(() -> new Step.Load<>(() -> {
            loads.countDown();
            await(go);
            return "old";
        }));
        await(loads);

        assertThat(asks(() -> new Step.Done<>("new")).get()).isEqualTo("new");
        go.countDown();
        assertThat(early.get()).isEqualTo("old");
    }

    @Test
    void all_who_come_while_a_look_is_under_way_share_the_next_one() throws Exception {
        var began = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        CompletableFuture<String> early = asks(counted(() -> {
            began.countDown();
            await(go);
            return new Step.Done<>("old");
        }));
        await(began);

        List<CompletableFuture<String>> late = many(100, counted(() -> new Step.Done<>("new")));
        callers.allWait();
        go.countDown();

        assertThat(early.get()).isEqualTo("old");
        for (CompletableFuture<String> answer : late) {
            assertThat(answer.get()).isEqualTo("new");
        }
        assertThat(looks).hasValue(2);
        assertThat(shared).hasValue(99);
    }

    @Test
    void a_failure_reaches_all_who_share_it_and_nobody_else() throws Exception {
        var began = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        CompletableFuture<String> early = asks(() -> {
            began.countDown();
            await(go);
            return new Step.Done<>("fine");
        });
        await(began);
        var failure = new IllegalStateException("the database is away");

        List<CompletableFuture<String>> late = many(20, counted(() -> {
            throw failure;
        }));
        callers.allWait();
        go.countDown();

        assertThat(early.get()).isEqualTo("fine");
        for (CompletableFuture<String> answer : late) {
            assertThatThrownBy(answer::get).hasCause(failure);
        }
        assertThat(looks).hasValue(1);
        assertThat(asks(() -> new Step.Done<>("again")).get()).isEqualTo("again");
    }

    @Test
    void an_error_reaches_all_who_share_it_as_what_it_is() throws Exception {
        var began = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        CompletableFuture<String> early = asks(() -> {
            began.countDown();
            await(go);
            return new Step.Done<>("fine");
        });
        await(began);
        var error = new StackOverflowError();

        List<CompletableFuture<String>> late = many(
                3,
                () -> new Step.LoadAlone<>(() -> {
                    throw error;
                }));
        callers.allWait();
        go.countDown();

        assertThat(early.get()).isEqualTo("fine");
        for (CompletableFuture<String> answer : late) {
            assertThatThrownBy(answer::get).hasCause(error);
        }
    }

    @Test
    void keys_have_nothing_to_do_with_each_other() throws Exception {
        var go = new CountDownLatch(1);
        CompletableFuture<String> held = asks(() -> {
            await(go);
            return new Step.Done<>("held");
        });

        assertThat(flights.fly("other", () -> new Step.Done<>("free"), shared::incrementAndGet))
                .isEqualTo("free");
        go.countDown();
        assertThat(held.get()).isEqualTo("held");
    }

    @Test
    void while_somebody_loads_alone_nobody_looks() throws Exception {
        var loads = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        CompletableFuture<String> alone = asks(() -> new Step.LoadAlone<>(() -> {
            loads.countDown();
            await(go);
            return "first";
        }));
        await(loads);

        List<CompletableFuture<String>> late = many(50, counted(() -> new Step.LoadAlone<>(() -> "second")));
        callers.allWait();
        assertThat(looks).hasValue(0);
        go.countDown();

        assertThat(alone.get()).isEqualTo("first");
        for (CompletableFuture<String> answer : late) {
            assertThat(answer.get()).isEqualTo("second");
        }
        assertThat(looks).hasValue(1);
    }

    @Test
    void who_waits_for_another_node_looks_again_and_then_loads_after_a_quarter_of_a_second() throws Exception {
        long begin = System.nanoTime();

        CompletableFuture<String> answer = asks(counted(() -> new Step.Wait<>(() -> "loaded instead")));

        looked(1);
        now.set(LONGEST_WAIT.toNanos() - 1);
        looked(9);
        assertThat(answer).isNotDone();
        // Of 2, 4, 8 and 16 ms, and then of 20.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(30 + 4 * 20));
        now.set(LONGEST_WAIT.toNanos());
        assertThat(answer.get()).isEqualTo("loaded instead");
    }

    @Test
    void who_waits_sees_what_another_node_has_loaded() throws Exception {
        String answer = asks(() ->
                        looks.incrementAndGet() < 4 ? new Step.Wait<>(() -> "instead") : new Step.Done<>("theirs"))
                .get();

        assertThat(answer).isEqualTo("theirs");
    }

    /** A waiting batch is joined again and again, by those whose look has not begun: that must not make it wait for ever. */
    @Test
    void whoever_joins_does_not_make_the_others_wait_longer() throws Exception {
        CompletableFuture<String> first = asks(counted(FlightsTest::looksAndWaits));
        looked(1);

        List<CompletableFuture<String>> others = new ArrayList<>();
        for (int n = 1; n < JOINING; n++) {
            now.addAndGet(LONGEST_WAIT.dividedBy(JOINING).toNanos());
            others.add(asks(counted(FlightsTest::looksAndWaits)));
            looked(looks.get() + 2);
        }
        assertThat(first).isNotDone();
        now.set(LONGEST_WAIT.toNanos());

        // The time stands still now, so whoever has to wait longer waits for ever.
        assertThat(first.get()).isEqualTo("loaded instead");
        now.addAndGet(LONGEST_WAIT.toNanos());
        for (CompletableFuture<String> answer : others) {
            assertThat(answer.get()).isEqualTo("loaded instead");
        }
    }

    @Test
    void who_waits_for_a_load_of_the_same_node_looks_as_soon_as_it_is_over() throws Exception {
        var loads = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        CompletableFuture<String> early = asks(() -> new Step.Load<>(() -> {
            loads.countDown();
            await(go);
            return "loaded";
        }));
        await(loads);

        CompletableFuture<String> late = asks(counted(() -> early.isDone() || go.getCount() == 0
                ? new Step.Done<>("found")
                : new Step.Wait<>(() -> "loaded instead")));
        callers.allWait();
        go.countDown();

        assertThat(early.get()).isEqualTo("loaded");
        assertThat(late.get()).isEqualTo("found");
    }

    private CompletableFuture<String> asks(Supplier<Step<String>> look) {
        return callers.call(() -> flights.fly("key", look, shared::incrementAndGet));
    }

    private List<CompletableFuture<String>> many(int count, Supplier<Step<String>> look) {
        return Stream.generate(() -> asks(look)).limit(count).toList();
    }

    private Supplier<Step<String>> counted(Supplier<Step<String>> look) {
        return () -> {
            looks.incrementAndGet();
            return look.get();
        };
    }

    /** Waits until there have been so many looks. */
    private void looked(int times) throws InterruptedException {
        while (looks.get() < times) {
            if (Thread.interrupted()) {
                throw new InterruptedException("There were " + looks + " looks and not " + times);
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    /** Takes a while, so that others come meanwhile. */
    private static Step<String> looksAndWaits() {
        LockSupport.parkNanos(Duration.ofMillis(3).toNanos());
        return new Step.Wait<>(() -> "loaded instead");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }
}
