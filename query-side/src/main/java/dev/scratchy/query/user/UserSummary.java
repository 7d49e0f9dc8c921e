package dev.scratchy.query.user;

import java.time.Instant;

/**
 * A user in a list of followers or followed.
 *
 * @param since when the one began to follow the other
 */
record UserSummary(String id, String username, String displayName, Instant since) {}
