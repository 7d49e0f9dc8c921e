package dev.scratchy.query.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.query.cache.SharedVersions.Count;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** No read on any node is answered with what was loaded before an invalidation that has been acknowledged. */
class StalenessIT {

    @Test
    void nothing_stale_is_read_whatever_fails() throws Exception {
        assertNothingStale(new StaleReadChecker().check(Mutant.NONE, atLeast(200_000, 2_000), Duration.ofSeconds(60)));
    }

    @Test
    @Tag("soak")
    void nothing_stale_is_read_in_millions_of_reads_whatever_fails() throws Exception {
        assertNothingStale(
                new StaleReadChecker().check(Mutant.NONE, atLeast(10_000_000, 100_000), Duration.ofMinutes(10)));
    }

    /** Else the tests above would mean nothing. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"NONE", "NO_OUTBOX"})
    void a_cache_that_is_wrong_in_one_thing_is_caught(Mutant mutant) throws Exception {
        var result = new StaleReadChecker()
                .check(mutant, versions -> versions.get(Count.STALE_READS) > 0, Duration.ofSeconds(60));

        assertThat(result.count(Count.STALE_READS)).as(result.toString()).isPositive();
    }

    @Test
    void a_cache_that_loses_invalidations_is_caught() throws Exception {
        var result = new StaleReadChecker()
                .check(Mutant.NO_OUTBOX, versions -> versions.get(Count.LATE_READS) > 0, Duration.ofSeconds(60));

        assertThat(result.count(Count.LATE_READS)).as(result.toString()).isPositive();
    }

    private static Predicate<SharedVersions> atLeast(long reads, long invalidations) {
        return versions -> versions.get(Count.READS) >= reads && versions.get(Count.ACKNOWLEDGED) >= invalidations;
    }

    private static void assertNothingStale(StaleReadChecker.Result result) {
        assertThat(result.count(Count.STALE_READS)).as(result.toString()).isZero();
        assertThat(result.count(Count.LATE_READS)).as(result.toString()).isZero();
        for (Count exercised : List.of(
                Count.HITS,
                Count.STALE_HITS,
                Count.MISSES,
                Count.WAITS,
                Count.BYPASSES,
                Count.DEDUPLICATED,
                Count.FAILED_LOADS,
                Count.NOT_ACKNOWLEDGED,
                Count.BREAKER_OPENED)) {
            assertThat(result.count(exercised)).as(exercised.name()).isPositive();
        }
    }
}
