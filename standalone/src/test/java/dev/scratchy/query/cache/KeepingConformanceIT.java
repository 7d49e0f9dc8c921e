package dev.scratchy.query.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.scratchy.journeys.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is kept, under which key, for how long, and who shares a load. */
class KeepingConformanceIT extends Conformance {

    private record Filter(String tag, int page) {}

    @Test
    void the_second_who_asks_is_given_what_the_first_had_loaded() {
        CachedQuery<String, Long> query = numbered(query());

        assertThat(read(query)).isEqualTo(1);
        assertThat(read(query)).isEqualTo(1);
        assertThat(query.get("other")).contains(2L);

        assertThat(heard.all()).containsExactly("miss key", "hit key", "miss other");
    }

    @Test
    void those_who_ask_at_once_have_it_loaded_once() {
        var go = new CountDownLatch(1);
        CachedQuery<String, Long> query = blocked(query(), go);

        var callers = Callers.begin(20, () -> read(query)).allWait();
        go.countDown();

        assertThat(callers.answers())
                .allSatisfy(answer -> assertThat(answer.join()).isEqualTo(1));
        assertThat(loads).hasValue(1);
        assertThat(heard.count("miss key")).isEqualTo(1);
        assertThat(heard.count("shared key")).isPositive();
    }

    /** Theirs would be one: who comes while something is loaded shares that. Here nobody shares what began before they came. */
    @Test
    void without_a_time_to_live_those_who_come_during_a_load_share_the_next_one_and_nothing_is_kept() {
        var go = new CountDownLatch(1);
        CachedQuery<String, Long> query = blocked(query().ttl(Duration.ZERO), go);

        var first = Callers.begin(1, () -> read(query)).allWait();
        Eventually.see(() -> assertThat(heard.count("miss key")).isEqualTo(1));
        var others = Callers.begin(20, () -> read(query)).allWait();
        go.countDown();

        assertThat(first.answers().getFirst().join()).isEqualTo(1);
        assertThat(others.answers())
                .allSatisfy(answer -> assertThat(answer.join()).isEqualTo(2));
        assertThat(read(query)).isEqualTo(3);
    }

    @Test
    void equal_objects_are_the_same_key_and_others_are_not() {
        CachedQuery<Filter, Long> query =
                CachedQuery.<Filter, Long>named(name).load(filter -> loaded()).in(cache, OwnNode.NUMBERS);

        assertThat(query.get(new Filter("a", 1))).contains(1L);
        assertThat(query.get(new Filter("a", 1))).contains(1L);
        assertThat(query.get(new Filter("a", 2))).contains(2L);
    }

    @Test
    void a_query_says_what_of_an_object_is_its_key() {
        CachedQuery<Filter, Long> query = CachedQuery.<Filter, Long>named(name)
                .key(Filter::tag)
                .load(filter -> loaded())
                .in(cache, OwnNode.NUMBERS);

        assertThat(query.get(new Filter("a", 1))).contains(1L);
        assertThat(query.get(new Filter("a", 2))).contains(1L);
    }

    @Test
    void a_key_may_be_any_text() {
        CachedQuery<String, Long> query = numbered(query());

        for (String key : List.of("", " ", "a\nb", "a%10%b", "~", "*", "é😀", "\u0000", "x".repeat(3_000))) {
            long loaded = query.get(key).orElseThrow();
            assertThat(query.get(key)).contains(loaded);
            query.clear(key);
            assertThat(query.get(key)).contains(loaded + 1);
        }
    }

    @Test
    void after_its_time_to_live_it_is_loaded_again() {
        CachedQuery<String, Long> query = numbered(query().ttl(Duration.ofMillis(150)));

        assertThat(read(query)).isEqualTo(1);
        assertThat(read(query)).isEqualTo(1);
        Eventually.see(() -> assertThat(read(query)).isEqualTo(2));
    }

    @Test
    void each_result_may_say_how_long_it_lives() {
        CachedQuery<String, Long> query =
                numbered(query().ttl((key, number) -> number == 1 ? Duration.ZERO : Duration.ofMinutes(1)));

        assertThat(read(query)).isEqualTo(1);
        assertThat(read(query)).isEqualTo(2);
        assertThat(read(query)).isEqualTo(2);
    }

    @Test
    void in_its_stale_time_it_is_given_at_once_and_loaded_anew() {
        CachedQuery<String, Long> query =
                numbered(query().ttl(Duration.ofMillis(50)).stale(Duration.ofMinutes(1)));
        read(query);

        Eventually.see(() -> {
            assertThat(read(query)).isEqualTo(1);
            assertThat(heard.count("stale key")).isPositive();
        });
        Eventually.see(() -> assertThat(read(query)).isGreaterThan(1));
        assertThat(heard.count("miss key")).isEqualTo(1);
    }

    @Test
    void each_result_may_say_how_long_it_is_stale() {
        CachedQuery<String, Long> query = numbered(query().ttl(Duration.ofMillis(50))
                .stale((key, number) -> number == 1 ? Duration.ZERO : Duration.ofMinutes(1)));
        read(query);

        Eventually.see(() -> assertThat(read(query)).isEqualTo(2));
        assertThat(heard.count("stale key")).isZero();
        Eventually.see(() -> assertThat(read(query)).isGreaterThan(2));
        assertThat(heard.count("stale key")).isPositive();
    }

    @Test
    void two_queries_have_not_the_same_name() {
        numbered(query());

        assertThatIllegalArgumentException().isThrownBy(() -> numbered(query()));
    }
}
