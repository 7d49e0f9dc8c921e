package dev.scratchy.command.dispatch;

/**
 * What every command is answered with.
 *
 * @param id the aggregate's ULID
 * @param version the number of its last event, counted from 0; after a command that changed nothing, that of an earlier one
 * @param created whether the command made the aggregate
 */
public record Acknowledgement(String id, long version, boolean created) {}
