package dev.scratchy.query.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What ends before its time. */
class InvalidationConformanceIT extends Conformance {

    /** Theirs drops it because invalidating deletes; here the stale one would be there, and does not count. */
    @Test
    void what_was_invalidated_is_never_given_as_stale() {
        CachedQuery<String, Long> query = numbered(
                query().ttl(Duration.ofMillis(1)).stale(Duration.ofMinutes(1)).references(key -> Set.of(name + ":1")));
        read(query);

        cache.invalidateAll(List.of(name + ":1"));

        assertThat(read(query)).isEqualTo(2);
        assertThat(heard.count("miss key")).isEqualTo(2);
    }

    @Test
    void a_result_depends_on_what_its_key_and_itself_say_and_on_nothing_else() {
        CachedQuery<String, Long> query = numbered(query().references(key -> Set.of(name + ":" + key))
                .references((key, number) -> Set.of(name + ":number:" + number)));
        assertThat(read(query)).isEqualTo(1);

        cache.invalidateAll(List.of(name + ":number:2"));
        assertThat(read(query)).isEqualTo(1);
        cache.invalidateAll(List.of(name + ":number:1"));
        assertThat(read(query)).isEqualTo(2);
        cache.invalidateAll(List.of(name + ":key"));
        assertThat(read(query)).isEqualTo(3);
    }

    @Test
    void several_references_are_invalidated_at_once() {
        CachedQuery<String, Long> query = numbered(query().references(key -> Set.of(name + ":" + key)));
        query.get("a");
        query.get("b");
        query.get("c");

        assertThat(cache.invalidateAll(List.of(name + ":a", name + ":b"))).isTrue();

        assertThat(query.get("a")).contains(4L);
        assertThat(query.get("b")).contains(5L);
        assertThat(query.get("c")).contains(3L);
    }

    @Test
    void all_references_with_a_prefix_are_invalidated_with_an_asterisk() {
        CachedQuery<String, Long> query =
                numbered(query().references(key -> Set.of(key.isEmpty() ? name : name + ":" + key)));
        List<String> keys = List.of("", "a", "a:b", "a:b:c", "ab");
        keys.forEach(query::get);

        cache.invalidateAll(List.of(name + ":a:*"));
        assertThat(keys.stream().map(query::get).map(Optional::orElseThrow)).containsExactly(1L, 2L, 6L, 7L, 5L);

        cache.invalidateAll(List.of(name + ":*"));
        assertThat(keys.stream().map(query::get).map(Optional::orElseThrow)).containsExactly(1L, 8L, 9L, 10L, 11L);

        cache.invalidateAll(List.of("*"));
        assertThat(query.get("")).contains(12L);
    }

    /** Theirs may stand anywhere, and costs a SCAN of all references. */
    @Test
    void an_asterisk_elsewhere_is_refused() {
        for (String pattern : List.of("post*", "*:7", "post:*:author", "")) {
            assertThatIllegalArgumentException().isThrownBy(() -> cache.invalidateAll(List.of(pattern)));
        }
    }

    @Test
    void one_key_one_query_and_everything_can_be_cleared() {
        CachedQuery<String, Long> query = numbered(query());
        CachedQuery<String, Long> other = CachedQuery.<String, Long>named(name + "-other")
                .load(key -> Optional.of(-1L * loads.incrementAndGet()))
                .in(cache, OwnNode.NUMBERS);
        query.get("a");
        query.get("b");
        other.get("a");

        query.clear("a");
        assertThat(query.get("a")).contains(4L);
        assertThat(query.get("b")).contains(2L);
        query.clear();
        assertThat(query.get("a")).contains(5L);
        assertThat(query.get("b")).contains(6L);
        assertThat(other.get("a")).contains(-3L);
        cache.invalidateEverything();
        assertThat(other.get("a")).contains(-7L);
    }

    /** Theirs keeps no undefined. */
    @Test
    void that_there_is_nothing_is_kept_too_and_invalidated() {
        Function<String, Optional<Long>> loader =
                key -> loads.incrementAndGet() < 2 ? Optional.empty() : Optional.of(7L);
        CachedQuery<String, Long> query =
                query().references(key -> Set.of(name + ":1")).load(loader).in(cache, OwnNode.NUMBERS);

        assertThat(query.get("key")).isEmpty();
        assertThat(query.get("key")).isEmpty();
        assertThat(loads).hasValue(1);
        cache.invalidateAll(List.of(name + ":1"));
        assertThat(query.get("key")).contains(7L);
    }
}
