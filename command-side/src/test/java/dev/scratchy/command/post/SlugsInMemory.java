package dev.scratchy.command.post;

import dev.scratchy.command.dispatch.NoAccount;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.post.PostArchived;
import dev.scratchy.shared.post.PostCreated;
import dev.scratchy.shared.post.PostDeleted;
import dev.scratchy.shared.post.PostEvent;
import dev.scratchy.shared.post.PostPublished;
import dev.scratchy.shared.post.PostTagged;
import dev.scratchy.shared.post.PostUnpublished;
import dev.scratchy.shared.post.PostUntagged;
import dev.scratchy.shared.post.PostUpdated;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stands in for the table where only a post's decisions are tested. */
final class SlugsInMemory extends SlugReservations {

    private final Map<String, PostId> owners = new HashMap<>();
    private final Set<PostId> published = new HashSet<>();
    private final Set<UserId> strangers = new HashSet<>();

    SlugsInMemory() {
        super(JdbcClient.create(new JdbcTemplate()));
    }

    void hasNoAccount(UserId author) {
        strangers.add(author);
    }

    /** Forgets the post and holds what its commands have left, so that each history of a test begins anew. */
    void given(PostId postId, PostEvent... history) {
        release(postId);
        for (PostEvent event : history) {
            switch (event) {
                case PostCreated created -> owners.put(created.slug(), postId);
                case PostUpdated updated -> {
                    if (updated.slug() != null) {
                        rename(postId, updated.slug());
                    }
                }
                case PostPublished now -> published.add(postId);
                case PostUnpublished no -> published.remove(postId);
                case PostArchived no -> published.remove(postId);
                case PostDeleted gone -> release(postId);
                case PostTagged same -> {}
                case PostUntagged same -> {}
            }
        }
    }

    @Override
    boolean claim(String slug, PostId postId, UserId author) {
        if (owners.containsKey(slug)) {
            return false;
        }
        if (strangers.contains(author)) {
            throw new NoAccount();
        }
        owners.put(slug, postId);
        return true;
    }

    @Override
    void rename(PostId postId, String slug) {
        if (owners.containsKey(slug)) {
            throw new Refused(ProblemCode.SLUG_TAKEN, "taken");
        }
        owners.values().remove(postId);
        owners.put(slug, postId);
    }

    @Override
    void setPublished(PostId postId, boolean now) {
        // The table is to be written where something changes, and nowhere else.
        if (!(now ? published.add(postId) : published.remove(postId))) {
            throw new IllegalStateException("It was so already.");
        }
    }

    @Override
    void release(PostId postId) {
        owners.values().remove(postId);
        published.remove(postId);
    }

    @Override
    Optional<PostId> ownerOf(String slug) {
        return Optional.ofNullable(owners.get(slug));
    }

    Map<String, PostId> all() {
        return Map.copyOf(owners);
    }

    Set<PostId> published() {
        return Set.copyOf(published);
    }
}
