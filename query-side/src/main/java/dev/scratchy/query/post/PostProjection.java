package dev.scratchy.query.post;

import dev.scratchy.query.consistency.Views;
import dev.scratchy.query.projecting.ProjectionBatch;
import dev.scratchy.query.projecting.References;
import dev.scratchy.shared.post.PostArchived;
import dev.scratchy.shared.post.PostCreated;
import dev.scratchy.shared.post.PostDeleted;
import dev.scratchy.shared.post.PostEvent;
import dev.scratchy.shared.post.PostPublished;
import dev.scratchy.shared.post.PostTagged;
import dev.scratchy.shared.post.PostUnpublished;
import dev.scratchy.shared.post.PostUntagged;
import dev.scratchy.shared.post.PostUpdated;
import java.time.Instant;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;

/** Folds the events of posts into {@link PostTable}, and names the cached answers that each one outdates. */
class PostProjection {

    static final String NAME = Views.POSTS;

    private final PostTable posts;

    PostProjection(PostTable posts) {
        this.posts = posts;
    }

    @EventHandler
    void on(PostEvent event, @SequenceNumber long version, @Timestamp Instant at, ProjectionBatch batch) {
        String id = event.postId();
        batch.folded(PostChanges.class, () -> new PostChanges(posts)).of(id).fold(event, version, at);
        // That a post was not there may be cached as well.
        batch.invalidate(References.post(id));
        switch (event) {
            case PostCreated e -> {
                takeSlug(e.slug(), batch);
                batch.invalidate(References.visibility(id));
            }
            case PostUpdated e -> {
                if (e.formerSlug() != null) {
                    batch.write(
                            posts.keepFormerSlug,
                            new PostRow.FormerSlug(id, e.formerSlug(), at),
                            id,
                            slugKey(e.formerSlug()));
                    batch.invalidate(References.slug(e.formerSlug()));
                }
                if (e.slug() != null) {
                    takeSlug(e.slug(), batch);
                }
            }
            case PostDeleted e -> {
                batch.write(posts.forgetSlugs, new PostRow.Id(id), id);
                batch.invalidate(References.visibility(id));
            }
            case PostPublished e -> batch.invalidate(References.visibility(id));
            case PostUnpublished e -> batch.invalidate(References.visibility(id));
            case PostArchived e -> batch.invalidate(References.visibility(id));
            case PostTagged e -> {
                // Its row says everything.
            }
            case PostUntagged e -> {
                // Its row says everything.
            }
        }
    }

    /** Nobody else's former slug any more. */
    private void takeSlug(String slug, ProjectionBatch batch) {
        batch.write(posts.takeSlug, new PostRow.Slug(slug), slugKey(slug));
        batch.invalidate(References.slug(slug));
    }

    /** Apart from ids, which are upper-case, so that the two never meet as keys of a batch. */
    private static String slugKey(String slug) {
        return "slug:" + slug;
    }
}
