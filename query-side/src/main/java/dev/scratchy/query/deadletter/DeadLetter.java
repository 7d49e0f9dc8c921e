package dev.scratchy.query.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event that a projection has put aside.
 *
 * @param position of the event in the log
 * @param sequence the same for letters that have to be tried in order, whose first one has it as its id
 * @param causeType the kind of failure; {@code null} for one that only waits behind another of its sequence
 * @param attempts how often it has failed
 * @param triedAt when it failed last, or {@code null} when it was never tried
 */
public record DeadLetter(
        String id,
        String projection,
        long position,
        String sequence,
        @Nullable String causeType,
        @Nullable String causeMessage,
        int attempts,
        Instant parkedAt,
        @Nullable Instant triedAt) {}
