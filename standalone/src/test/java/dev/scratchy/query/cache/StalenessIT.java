package dev.scratchy.query.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.query.cache.SharedVersions.Count;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** No read on any node is answered with what was loaded before an invalidation that has been acknowledged. */
class StalenessIT {

    private static final Duration OFTEN = Duration.ofMillis(500);

    /** These end it, the minutes at the latest; how many are possible in them is the machine's affair, and is printed. */
    private static final long READS = Long.getLong("stress.reads", 50_000);

    private static final long INVALIDATIONS = Long.getLong("stress.invalidations", 500);
    private static final Duration BETWEEN = Duration.ofMillis(Long.getLong("stress.between-faults-millis", 500));
    private static final Duration LONGEST = Duration.ofMinutes(Long.getLong("stress.minutes", 2));

    private static final Set<Fault> ALL = EnumSet.allOf(Fault.class);

    /** After these Redis has all its entries, and whoever was not told of an invalidation goes on being served from them. */
    private static final Set<Fault> THAT_LEAVE_REDIS_ITS_DATA =
            EnumSet.of(Fault.REDIS_HANGS, Fault.CONNECTIONS_ARE_CUT, Fault.NODE_IS_KILLED);

    /** What has to have happened, or nothing was shown. */
    private static final Set<Count> ONCE = EnumSet.of(
            Count.HITS,
            Count.STALE_HITS,
            Count.MISSES,
            Count.WAITS,
            Count.BYPASSES,
            Count.DEDUPLICATED,
            Count.FAILED_LOADS,
            Count.NOT_ACKNOWLEDGED,
            Count.BREAKER_OPENED);

    @Test
    @Tag("soak")
    void nothing_stale_is_read_whatever_fails() throws Exception {
        assertNothingStale(READS, INVALIDATIONS, BETWEEN, LONGEST);
    }

    /** Else the tests above would mean nothing. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"NONE", "NO_OUTBOX"})
    void a_cache_that_is_wrong_in_one_thing_is_caught(Mutant mutant) throws Exception {
        var result = new StaleReadChecker(ALL, OFTEN)
                .check(mutant, versions -> versions.get(Count.STALE_READS) > 0, Duration.ofSeconds(60));

        assertThat(result.count(Count.STALE_READS)).as(result.toString()).isPositive();
    }

    @Test
    void a_cache_that_loses_invalidations_is_caught() throws Exception {
        var result = new StaleReadChecker(THAT_LEAVE_REDIS_ITS_DATA, OFTEN)
                .check(Mutant.NO_OUTBOX, versions -> versions.get(Count.LATE_READS) > 0, Duration.ofSeconds(60));

        assertThat(result.count(Count.LATE_READS)).as(result.toString()).isPositive();
    }

    private static void assertNothingStale(long reads, long invalidations, Duration between, Duration longest)
            throws Exception {
        var demanded = new EnumMap<Count, Long>(Count.class);
        ONCE.forEach(count -> demanded.put(count, 1L));
        // They go round, so each was there.
        demanded.put(Count.FAULTS, (long) ALL.size());

        var result = new StaleReadChecker(ALL, between)
                .check(
                        Mutant.NONE,
                        versions -> versions.get(Count.READS) >= reads
                                && versions.get(Count.INVALIDATIONS) >= invalidations
                                && demanded.entrySet().stream()
                                        .allMatch(least -> versions.get(least.getKey()) >= least.getValue()),
                        longest);

        for (Count wrong : List.of(Count.STALE_READS, Count.LATE_READS, Count.FAILED_WRITES)) {
            assertThat(result.count(wrong)).as("%s of %s", wrong, result).isZero();
        }
        demanded.forEach((count, least) ->
                assertThat(result.count(count)).as("%s of %s", count, result).isGreaterThanOrEqualTo(least));
    }
}
