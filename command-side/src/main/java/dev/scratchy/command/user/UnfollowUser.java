package dev.scratchy.command.user;

import dev.scratchy.shared.identity.UserId;

/** Hear, as the caller, of somebody else no more. */
record UnfollowUser(UserId id) {}
