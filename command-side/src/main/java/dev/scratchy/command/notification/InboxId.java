package dev.scratchy.command.notification;

import dev.scratchy.shared.identity.UserId;

/** Names the notifications of one user. */
record InboxId(UserId owner) {

    /** Not the bare ULID, because Axon names a stream by this, and the user's account has a stream under that name. */
    @Override
    public String toString() {
        return "inbox:" + owner;
    }
}
