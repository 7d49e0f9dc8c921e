package dev.scratchy.query.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.journeys.Eventually;
import dev.scratchy.query.cache.CacheReport.Breaker;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What fails, and how results are kept. */
class FailureConformanceIT extends Conformance {

    @Test
    void a_failure_reaches_everybody_who_waits_for_it_and_is_not_kept() {
        var go = new CountDownLatch(1);
        CachedQuery<String, Long> failing = query().load(key -> {
                    await(go);
                    if (loads.incrementAndGet() < 3) {
                        throw new IllegalStateException("failure " + loads);
                    }
                    return Optional.of(7L);
                })
                .in(cache, OwnNode.NUMBERS);

        var first = Callers.begin(1, () -> read(failing)).allWait();
        Eventually.see(() -> assertThat(heard.count("miss key")).isEqualTo(1));
        var others = Callers.begin(20, () -> read(failing)).allWait();
        go.countDown();

        assertThatThrownBy(first.answers().getFirst()::join).hasRootCauseMessage("failure 1");
        for (CompletableFuture<Long> answer : others.answers()) {
            assertThatThrownBy(answer::join).hasRootCauseMessage("failure 2");
        }
        assertThat(read(failing)).isEqualTo(7);
        assertThat(heard.count("failed key")).isEqualTo(2);
    }

    @Test
    void the_loaders_own_exception_is_thrown() {
        CachedQuery<String, Long> failing =
                query().load(FailureConformanceIT::refuses).in(cache, OwnNode.NUMBERS);

        assertThatIllegalStateException().isThrownBy(() -> failing.get("key")).withMessage("refused");
    }

    private static Optional<Long> refuses(String key) {
        throw new IllegalStateException("refused");
    }

    @Test
    void a_failure_to_name_references_fails_no_read() {
        CachedQuery<String, Long> query = numbered(query().references((key, number) -> {
            throw new IllegalStateException("no references");
        }));

        assertThat(read(query)).isEqualTo(1);
        assertThat(read(query)).isEqualTo(2);
        assertThat(heard.all()).containsExactly("miss key", "failed key", "miss key", "failed key");
    }

    @Test
    void a_failure_to_write_a_result_fails_no_read_and_keeps_nobody_waiting() {
        CachedQuery<String, Long> query = query().load(key -> loaded())
                .in(cache, new Codec<>(FailureConformanceIT::unwritable, OwnNode.NUMBERS.reader()));

        assertThat(read(query)).isEqualTo(1);
        assertThat(read(query)).isEqualTo(2);
        assertThat(heard.all()).containsExactly("miss key", "failed key", "miss key", "failed key");
    }

    private static byte[] unwritable(Long number) {
        throw new IllegalStateException(number + " cannot be written");
    }

    @Test
    void without_redis_reads_are_answered_and_those_who_ask_at_once_still_share_a_load() {
        CachedQuery<String, Long> query = numbered(query());
        read(query);
        redis.kill();
        try {
            assertThat(read(query)).isEqualTo(2);
            var callers = Callers.begin(50, () -> read(query));
            assertThat(callers.answers())
                    .allSatisfy(answer -> assertThat(answer.join()).isGreaterThan(2));
            assertThat(heard.count("bypass key")).isPositive();
            assertThat(heard.count("failed key")).isZero();
        } finally {
            redis.restart();
            Eventually.see(() -> assertThat(cache.report().breaker()).isEqualTo(Breaker.CLOSED));
        }
    }

    @Test
    void a_result_is_kept_and_given_as_what_is_made_of_it() {
        var written = new AtomicInteger();
        var wrote = new AtomicInteger();
        CachedQuery<String, String> query = query().load(key -> loaded())
                .in(
                        cache,
                        new Codec<>(
                                text -> {
                                    written.incrementAndGet();
                                    return ("<" + text + ">").getBytes(UTF_8);
                                },
                                bytes -> {
                                    wrote.incrementAndGet();
                                    return new String(bytes, UTF_8).replaceAll("[<>]", "");
                                }),
                        number -> "number " + number);

        assertThat(query.get("key")).contains("number 1");
        assertThat(query.get("key")).contains("number 1");
        assertThat(query.get("key")).contains("number 1");
        assertThat(written).hasValue(1);
        assertThat(wrote).hasValue(2);
    }

    @Test
    void what_cannot_be_read_back_is_loaded() {
        CachedQuery<String, Long> query = query().load(key -> loaded())
                .in(cache, new Codec<>(OwnNode.NUMBERS.writer(), FailureConformanceIT::unreadable));

        assertThat(read(query)).isEqualTo(1);
        assertThat(read(query)).isEqualTo(2);
        assertThat(heard.count("failed key")).isEqualTo(1);
    }

    private static Long unreadable(byte[] bytes) {
        throw new IllegalStateException(bytes.length + " bytes of another version");
    }
}
