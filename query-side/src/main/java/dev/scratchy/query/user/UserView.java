package dev.scratchy.query.user;

import com.fasterxml.jackson.annotation.JsonInclude;
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

    /** As others see it. */
    UserView withoutEmail() {
        return new UserView(id, username, displayName, null, bio, followers, following, createdAt, updatedAt, version);
    }
}
