package dev.scratchy.query.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.security.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user: one row, and its JSON.
 *
 * @param email for the user and for admins only; absent otherwise
 * @param followers how many follow this user
 * @param following how many this user follows
 */
record UserView(
        String id,
        String username,
        String displayName,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String email,
        @Nullable String bio,
        long followers,
        long following,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /** What of it a caller may see. */
    UserView asSeenBy(Caller caller) {
        return caller.is(UserId.of(id)) || caller.roles().contains(Role.ADMIN)
                ? this
                : new UserView(
                        id, username, displayName, null, bio, followers, following, createdAt, updatedAt, version);
    }
}
