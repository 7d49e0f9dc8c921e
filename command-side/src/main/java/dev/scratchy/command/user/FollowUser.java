package dev.scratchy.command.user;

import dev.scratchy.shared.identity.UserId;

/** Hear, as the caller, of what somebody else publishes. */
record FollowUser(UserId id) {}
