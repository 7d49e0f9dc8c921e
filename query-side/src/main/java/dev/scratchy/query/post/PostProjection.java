package dev.scratchy.query.post;

import dev.scratchy.query.consistency.Views;
import dev.scratchy.query.projecting.Projection;
import dev.scratchy.query.projecting.ProjectionBatch;
import dev.scratchy.query.projecting.References;
import dev.scratchy.query.projecting.Sequence;
import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
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
import org.axonframework.eventhandling.TrackingToken;

/** Folds the events of posts into {@link PostTable}, and names the cached answers that each one outdates. */
class PostProjection implements Projection {

    static final String NAME = Views.POSTS;

    private final PostTable posts;

    PostProjection(PostTable posts) {
        this.posts = posts;
    }

    /** No event of one post changes what another's wrote. */
    @Override
    public Sequence sequence(Object event) {
        return Sequence.of(((PostEvent) event).postId());
    }

    @EventHandler
    void on(
            PostEvent event,
            @SequenceNumber long version,
            @Timestamp Instant at,
            TrackingToken token,
            ProjectionBatch batch) {
        String id = event.postId();
        batch.folded(PostChanges.class, () -> new PostChanges(posts)).of(id).fold(event, version, at);
        // That a post was not there may be cached as well.
        batch.invalidate(References.post(id));
        switch (event) {
            case PostCreated e -> {
                batch.invalidate(References.slug(e.slug()), References.visibility(id));
            }
            case PostUpdated e -> {
                if (e.formerSlug() != null) {
                    batch.write(
                            posts.keepFormerSlug,
                            new PostRow.FormerSlug(
                                    id, e.formerSlug(), PostgresEventStorageEngine.positionOf(token), at),
                            id);
                    batch.invalidate(References.slug(e.formerSlug()));
                }
                if (e.slug() != null) {
                    // It is nobody's former one any more.
                    batch.invalidate(References.slug(e.slug()));
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
}
