package dev.scratchy.shared.eventlog;

import org.jspecify.annotations.Nullable;

/**
 * Up to where the log is complete.
 *
 * @param position every event up to here can be read, or never will be there
 * @param head the last position that was given to an appender; its event may not be committed yet, or never be
 * @param heldBy the server process of the appender that keeps the mark below the head, or {@code null} when none does
 */
public record Mark(long position, long head, @Nullable Integer heldBy) {}
