package dev.scratchy.query.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    @Test
    void one_that_has_just_begun_is_at_nothing_and_knows_no_rate() {
        Replay begun = Replay.begun("posts", 1_000, START);

        assertThat(begun.state()).isEqualTo(Replay.State.RUNNING);
        assertThat(begun.percent()).isZero();
        assertThat(begun.processed()).isZero();
        assertThat(begun.etaSeconds()).isNull();
        assertThat(begun.finishedAt()).isNull();
    }

    @Test
    void half_way_it_knows_how_fast_it_is_and_how_long_it_will_take() {
        Replay half = Replay.begun("posts", 1_000, START).at(500, null, START.plusSeconds(10));

        assertThat(half.percent()).isEqualTo(50);
        assertThat(half.eventsPerSecond()).isEqualTo(50);
        assertThat(half.etaSeconds()).isEqualTo(10);
    }

    @Test
    void it_is_at_100_only_when_it_is_completed() {
        Replay all = Replay.begun("posts", 1_000, START).at(1_000, null, START.plusSeconds(10));
        assertThat(all.percent()).isEqualTo(99);
        assertThat(all.at(5_000, null, START.plusSeconds(11)).percent()).isEqualTo(99);

        Replay completed = all.completed(START.plusSeconds(20));
        assertThat(completed.state()).isEqualTo(Replay.State.COMPLETED);
        assertThat(completed.percent()).isEqualTo(100);
        assertThat(completed.processed()).isEqualTo(1_000);
        assertThat(completed.eventsPerSecond()).isEqualTo(50);
        assertThat(completed.etaSeconds()).isZero();
        assertThat(completed.finishedAt()).isEqualTo(START.plusSeconds(20));
    }

    @Test
    void an_empty_log_is_replayed_too() {
        Replay begun = Replay.begun("posts", 0, START);

        assertThat(begun.at(0, null, START).percent()).isZero();
        assertThat(begun.completed(START).percent()).isEqualTo(100);
    }

    @Test
    void one_that_fails_says_why_and_stays_where_it_was() {
        Replay failed = Replay.begun("posts", 100, START)
                .at(40, null, START.plusSeconds(1))
                .failed("DataAccessException", START.plusSeconds(2));

        assertThat(failed.state()).isEqualTo(Replay.State.FAILED);
        assertThat(failed.percent()).isEqualTo(40);
        assertThat(failed.error()).isEqualTo("DataAccessException");
        assertThat(failed.etaSeconds()).isNull();
        assertThat(failed.finishedAt()).isEqualTo(START.plusSeconds(2));
    }

    @Test
    void a_failure_that_is_retried_is_named_as_long_as_it_lasts() {
        Replay retrying = Replay.begun("posts", 100, START).at(40, "SQLException", START.plusSeconds(1));

        assertThat(retrying.error()).isEqualTo("SQLException");
        assertThat(retrying.at(41, null, START.plusSeconds(2)).error()).isNull();
    }

    @Test
    void wherever_it_is_seen_the_percentage_never_goes_back_and_the_rest_is_never_negative() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            long total = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextLong(10_000_000_000L);
            Replay replay = Replay.begun("posts", total, START);
            Instant now = START;
            for (int look = 0; look < 50; look++) {
                Replay before = replay;
                // The clock may be set back, and a position is reported as the token has it.
                now = now.plusMillis(random.nextInt(-500, 2_000));
                replay = replay.at(random.nextLong(-1, total + 1_000), null, now);

                String where = "seed " + seed + ", round " + round + ", look " + look + ": " + replay;
                assertThat(replay.percent()).as(where).isBetween(before.percent(), 99);
                assertThat(replay.processed()).as(where).isBetween(before.processed(), total);
                assertThat(replay.eventsPerSecond()).as(where).isNotNegative();
                if (replay.etaSeconds() != null) {
                    assertThat(replay.etaSeconds()).as(where).isNotNegative();
                }
            }
            assertThat(replay.completed(now).percent()).isEqualTo(100);
        }
    }
}
