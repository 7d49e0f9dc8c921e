package dev.scratchy.query.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ScriptOutputType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the scripts promise, each run as it is. */
class ScriptsIT {

    private static final OwnRedis REDIS = OwnRedis.start();

    private static final String INVALIDATIONS = "{c}inv";
    private static final String ENTRY = "{c}e:query~key";
    private static final String LEASE = "{c}l:query~key";
    private static final long RUN = 0xabcdef012345L;

    private long generation;

    /** A look as the script answers it. */
    private record Look(String kind, boolean hasEntry, boolean hasLease, long number) {}

    @BeforeEach
    void attach() {
        REDIS.ask(commands -> commands.flushall());
        generation = attach(RUN, 0);
    }

    @AfterAll
    static void leave_nothing() {
        REDIS.close();
    }

    @Test
    void without_invalidations_nothing_is_known() {
        long number = read().number();
        keep(number, Long.MAX_VALUE, "~query");
        assertThat(read().kind()).isEqualTo("hit");

        REDIS.ask(commands -> commands.del(INVALIDATIONS));

        assertThat(read().kind()).isEqualTo("lost");
        assertThat(invalidate("a")).isZero();
        assertThat(trim(0)).isZero();
        assertThat(scores()).isEmpty();
    }

    @Test
    void the_first_who_misses_gets_the_lease_with_a_number_and_the_others_wait() {
        Look first = read();

        assertThat(first.kind()).isEqualTo("miss");
        assertThat(first.number()).isGreaterThan(generation);
        assertThat(read()).isEqualTo(new Look("miss", false, false, 0));
        assertThat(REDIS.ask(commands -> commands.pttl(LEASE)).longValue()).isBetween(1L, 2_000L);
    }

    @Test
    void an_entry_counts_until_one_of_its_references_is_invalidated() {
        keep(read().number(), Long.MAX_VALUE, "~query", "a", "b");

        invalidate("c");
        assertThat(read().kind()).isEqualTo("hit");
        invalidate("b");
        assertThat(read()).isEqualTo(new Look("miss", false, false, 0));
    }

    @Test
    void what_was_loaded_before_an_invalidation_does_not_count_although_it_is_kept_after_it() {
        long number = read().number();
        invalidate("a");

        keep(number, Long.MAX_VALUE, "~query", "a");

        assertThat(read().kind()).isEqualTo("miss");
    }

    /** A command takes no more arguments than a script's stack has room for. */
    @Test
    void an_entry_with_very_many_references_is_checked_for_the_last_one_too() {
        String[] names = names(2_500);
        keep(read().number(), Long.MAX_VALUE, names);
        assertThat(read().kind()).isEqualTo("hit");

        invalidate(names[2_499]);

        assertThat(read().kind()).isEqualTo("miss");
    }

    @Test
    void what_is_no_longer_fresh_is_stale_as_long_as_it_counts() {
        keep(read().number(), 0, "~query", "a");
        REDIS.ask(commands -> commands.del(LEASE));

        Look look = read();
        assertThat(look.kind()).isEqualTo("stale");
        assertThat(look.hasLease()).isTrue();
        assertThat(read()).isEqualTo(new Look("stale", true, false, 0));
        invalidate("a");
        assertThat(read()).isEqualTo(new Look("miss", false, false, 0));
    }

    @Test
    void what_is_no_entry_is_a_miss() {
        for (String stored : List.of("", "x", "1 2 3 4 1", "1 2 3 4 1\n~query\npayload", "1 2 3 4\n~query\n\n")) {
            REDIS.ask(commands -> commands.set(ENTRY, stored));
            assertThat(read().kind()).as(stored).isEqualTo("miss");
        }
    }

    @Test
    void very_many_references_are_invalidated_with_one_number() {
        String[] names = names(5_000);

        long number = invalidate(names);

        Map<String, Double> scores = scores();
        assertThat(scores).hasSize(5_000 + 4).containsEntry("!clk", (double) number);
        assertThat(names).allSatisfy(name -> assertThat(scores).containsEntry(name, (double) number));
    }

    @Test
    void numbers_ascend_although_the_clock_was_set_back() {
        long future = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()) + TimeUnit.HOURS.toMicros(1);
        REDIS.ask(commands -> commands.zadd(INVALIDATIONS, (double) future, "!clk"));

        List<Long> numbers = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            numbers.add(invalidate("a"));
            numbers.add(read().number());
            REDIS.ask(commands -> commands.del(LEASE));
        }

        assertThat(numbers)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 6).mapToObj(n -> future + n).toList());
    }

    @Test
    void trimming_forgets_what_is_old_and_what_is_as_old_and_keeps_what_is_its_own() {
        long old = generation - TimeUnit.HOURS.toMicros(1);
        REDIS.ask(commands -> commands.zadd(INVALIDATIONS, (double) (old - 1), "!floor"));
        REDIS.ask(commands -> commands.zadd(INVALIDATIONS, (double) old, "old"));
        long young = invalidate("young");
        keep(old, Long.MAX_VALUE, "~query");
        assertThat(read().kind()).isEqualTo("hit");

        long left = trim(TimeUnit.MINUTES.toMicros(30));

        assertThat(left).isEqualTo(1);
        assertThat(scores())
                .containsOnlyKeys("!gen", "!floor", "!run", "!clk", "young")
                .containsEntry("!gen", (double) generation)
                .containsEntry("!run", (double) RUN)
                .containsEntry("!clk", (double) young);
        assertThat(scores().get("!floor")).isGreaterThan((double) old).isLessThan((double) young);
        assertThat(read().kind()).isEqualTo("miss");
    }

    @Test
    void trimming_lowers_no_floor() {
        long floor = invalidate("!floor");

        trim(TimeUnit.HOURS.toMicros(1));

        assertThat(scores()).containsEntry("!floor", (double) floor);
    }

    @Test
    void who_attaches_to_the_same_run_changes_nothing() {
        keep(read().number(), Long.MAX_VALUE, "~query");
        Map<String, Double> before = scores();

        assertThat(attach(RUN, Long.MAX_VALUE >> 12)).isEqualTo(generation);

        assertThat(scores()).isEqualTo(before);
        assertThat(read().kind()).isEqualTo("hit");
    }

    @Test
    void with_another_run_there_is_another_generation_and_nothing_counts_that_was_there() {
        keep(read().number(), Long.MAX_VALUE, "~query");

        long next = attach(RUN + 1, 0);

        assertThat(next).isGreaterThan(generation);
        assertThat(scores())
                .containsEntry("!gen", (double) next)
                .containsEntry("!floor", (double) next)
                .containsEntry("!run", (double) (RUN + 1));
        assertThat(read().kind()).isEqualTo("miss");
        assertThat(attach(RUN + 1, 0)).isEqualTo(next);
    }

    /** Numbers ascend over a restart as well, on a machine with another clock. */
    @Test
    void a_new_set_begins_behind_the_greatest_number_that_was_seen() {
        long seen = generation + TimeUnit.HOURS.toMicros(1);
        REDIS.ask(commands -> commands.flushall());

        assertThat(attach(RUN, seen)).isEqualTo(seen + 1);
        assertThat(invalidate("a")).isEqualTo(seen + 2);
    }

    @Test
    void an_entry_of_another_generation_does_not_count_whatever_its_number() {
        long number = read().number();
        REDIS.ask(commands -> commands.flushall());
        attach(RUN + 1, 0);

        keep(number + TimeUnit.HOURS.toMicros(1), Long.MAX_VALUE, "~query");

        assertThat(read().kind()).isEqualTo("miss");
    }

    private static String[] names(int count) {
        return IntStream.range(0, count).mapToObj(n -> "post:" + n).toArray(String[]::new);
    }

    /** As of this generation, and fresh until then. */
    private void keep(long number, long freshUntil, String... names) {
        String head = generation + " " + number + " " + freshUntil + " " + Long.MAX_VALUE + " 1\n";
        REDIS.ask(commands -> commands.set(ENTRY, head + String.join("\n", names) + "\n\npayload"));
    }

    private static Look read() {
        List<?> answer = REDIS.ask(commands -> commands.<List<?>>eval(
                Scripts.READ.text(), ScriptOutputType.MULTI, new String[] {INVALIDATIONS, ENTRY, LEASE}, "2000"));
        boolean hasLease = answer.size() > 3;
        return new Look(
                (String) answer.getFirst(),
                answer.size() > 1 && answer.get(1) != null,
                hasLease,
                hasLease ? (Long) answer.get(2) : 0);
    }

    private static long invalidate(String... names) {
        return run(Scripts.INVALIDATE, names);
    }

    private static long attach(long run, long seen) {
        return run(Scripts.ATTACH, Long.toString(run), Long.toString(seen));
    }

    private static long trim(long micros) {
        return run(Scripts.TRIM, Long.toString(micros));
    }

    private static long run(Scripts script, String... arguments) {
        return REDIS.ask(commands ->
                commands.<Long>eval(script.text(), ScriptOutputType.INTEGER, new String[] {INVALIDATIONS}, arguments));
    }

    private static Map<String, Double> scores() {
        return REDIS.ask(commands -> commands.zrangeWithScores(INVALIDATIONS, 0, -1)).stream()
                .collect(Collectors.toMap(member -> member.getValue(), member -> member.getScore()));
    }
}
