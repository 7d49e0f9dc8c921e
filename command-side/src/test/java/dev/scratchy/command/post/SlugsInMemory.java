package dev.scratchy.command.post;

import dev.scratchy.shared.identity.PostId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stands in for the table where only a post's decisions are tested. */
final class SlugsInMemory extends SlugReservations {

    private final Map<String, PostId> owners = new HashMap<>();

    SlugsInMemory() {
        super(JdbcClient.create(new JdbcTemplate()));
    }

    @Override
    boolean claim(String slug, PostId postId) {
        return owners.computeIfAbsent(slug, free -> postId).equals(postId);
    }

    @Override
    void release(String slug, PostId postId) {
        owners.remove(slug, postId);
    }

    @Override
    Optional<PostId> ownerOf(String slug) {
        return Optional.ofNullable(owners.get(slug));
    }

    Map<String, PostId> all() {
        return Map.copyOf(owners);
    }
}
