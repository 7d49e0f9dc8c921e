package dev.scratchy.query.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.query.cache.Cache.Settings;
import dev.scratchy.shared.database.TemporaryLog;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node has in its memory ends when another node says so, however much that node has said since it last listened. */
class LocalLevelIT {

    private static final Settings IN_MEMORY = new Settings(Duration.ofSeconds(1), 1024 * 1024, 0);

    private final Map<String, Long> facts = new ConcurrentHashMap<>();
    private final Map<String, Integer> loads = new ConcurrentHashMap<>();

    private final TemporaryLog log = TemporaryLog.create("local_level");
    private final OwnRedis redis = OwnRedis.start();
    private final OwnNode reading = node();
    private final OwnNode changing = node();

    private OwnNode node() {
        return OwnNode.on(redis.port(), log.pool(), IN_MEMORY, this::load);
    }

    private Optional<Long> load(String name) {
        loads.merge(name, 1, Integer::sum);
        return Optional.ofNullable(facts.get(name));
    }

    @BeforeEach
    void both_are_in_memory() {
        facts.put("changed", 1L);
        facts.put("kept", 1L);
        // Before its first question a node knows of nothing, and what it held then it looks up once more.
        for (int time = 0; time < 3; time++) {
            assertThat(reading.read("changed")).isEqualTo(1);
            assertThat(reading.read("kept")).isEqualTo(1);
        }
    }

    @AfterEach
    void leave_nothing() {
        reading.close();
        changing.close();
        redis.close();
        log.close();
    }

    @Test
    void one_that_was_invalidated_is_loaded_again_and_others_are_not() {
        invalidate(1);

        assertThat(reading.read("changed")).isEqualTo(2);
        assertThat(reading.read("kept")).isEqualTo(1);
        assertThat(loads).isEqualTo(Map.of("changed", 2, "kept", 1));
    }

    @Test
    void more_news_than_one_answer_takes_end_what_they_end_and_nothing_else() {
        invalidate(KnownInvalidations.MOST_NEWS + 500);

        assertThat(reading.read("changed")).isEqualTo(2);
        assertThat(reading.read("kept")).isEqualTo(1);
        assertThat(loads).isEqualTo(Map.of("changed", 2, "kept", 1));
    }

    @Test
    void without_the_invalidations_nothing_in_memory_counts() {
        redis.ask(commands -> commands.del("{c}inv"));
        facts.put("changed", 2L);

        assertThat(changing.cache().invalidateAll(Set.of(OwnNode.reference("changed"))))
                .isTrue();
        assertThat(reading.read("changed")).isEqualTo(2);
        reading.read("kept");
        assertThat(loads).isEqualTo(Map.of("changed", 2, "kept", 2));
    }

    /** The one that was changed among others. */
    private void invalidate(int many) {
        facts.put("changed", 2L);
        Set<String> references = IntStream.range(1, many)
                .mapToObj(number -> OwnNode.reference("other-" + number))
                .collect(Collectors.toSet());
        references.add(OwnNode.reference("changed"));
        assertThat(changing.cache().invalidateAll(references)).isTrue();
    }
}
