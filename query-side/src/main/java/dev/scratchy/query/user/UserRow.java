package dev.scratchy.query.user;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the writes of users and follows read: the component names are the columns of their {@code json_to_recordset}. */
sealed interface UserRow {

    record New(
            String id,
            String username,
            @JsonProperty("display_name") String displayName,
            @Nullable String email,
            @Nullable String bio,
            long version,
            Instant at)
            implements UserRow {}

    record Changed(
            String id,
            @Nullable String username,
            @JsonProperty("display_name") @Nullable String displayName,
            @Nullable String email,
            @Nullable String bio,
            long version,
            Instant at)
            implements UserRow {}

    record Version(String id, long version) implements UserRow {}

    record Follow(
            @JsonProperty("follower_id") String followerId,
            @JsonProperty("followed_id") String followedId,
            Instant at) implements UserRow {}

    record Id(String id) implements UserRow {}
}
