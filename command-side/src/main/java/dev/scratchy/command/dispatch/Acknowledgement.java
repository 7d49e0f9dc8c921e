package dev.scratchy.command.dispatch;

/**
 * What every command is answered with.
 *
 * @param id the aggregate's ULID
 * @param version the number of its last event, counted from 0; after a command that changed nothing, that of an earlier one
 * @param created whether the command made the aggregate
 * @param position who has seen the log up to here has seen what the command did, and whatever it found to be so already; 0
 *     where that is not known yet
 * @param replayed whether this is the answer to an earlier sending of the same wish
 */
public record Acknowledgement(String id, long version, boolean created, long position, boolean replayed) {

    /** While the command is being handled: its events have no positions yet. */
    public Acknowledgement(String id, long version, boolean created) {
        this(id, version, created, 0, false);
    }

    Acknowledgement at(long committed) {
        return new Acknowledgement(id, version, created, committed, replayed);
    }
}
