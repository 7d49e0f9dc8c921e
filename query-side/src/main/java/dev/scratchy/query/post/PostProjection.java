package dev.scratchy.query.post;

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
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.jspecify.annotations.Nullable;

/** Folds the events of posts into {@link PostTable}, and names the cached answers that each one outdates. */
class PostProjection {

    static final String NAME = "posts";

    private final PostTable posts;

    PostProjection(PostTable posts) {
        this.posts = posts;
    }

    @EventHandler
    void on(PostEvent event, @SequenceNumber long version, @Timestamp Instant at, ProjectionBatch batch) {
        String id = event.postId();
        switch (event) {
            // A new draft is in no cached answer, so it outdates none.
            case PostCreated e -> {
                batch.write(posts.takeSlug, new PostRow.Slug(e.slug()), slugKey(e.slug()));
                batch.write(
                        posts.insert,
                        new PostRow.New(
                                id,
                                e.authorId(),
                                e.title(),
                                e.slug(),
                                e.content(),
                                Excerpt.of(e.content()),
                                e.tags(),
                                version,
                                at),
                        id);
            }
            case PostUpdated e -> {
                var row = new PostRow.Changed(
                        id,
                        e.title(),
                        e.slug(),
                        e.content(),
                        e.content() == null ? null : Excerpt.of(e.content()),
                        e.tags(),
                        version,
                        at);
                if (e.formerSlug() != null) {
                    batch.write(
                            posts.keepFormerSlug,
                            new PostRow.FormerSlug(id, e.formerSlug(), at),
                            id,
                            slugKey(e.formerSlug()));
                }
                if (e.slug() != null) {
                    batch.write(posts.takeSlug, new PostRow.Slug(e.slug()), slugKey(e.slug()));
                }
                batch.write(posts.update, row, id);
                outdate(id, batch);
            }
            case PostPublished e -> setStatus(PostStatus.PUBLISHED, e.publishedAt(), id, version, at, batch);
            case PostUnpublished e -> setStatus(PostStatus.DRAFT, null, id, version, at, batch);
            case PostArchived e -> setStatus(PostStatus.ARCHIVED, null, id, version, at, batch);
            case PostTagged e -> {
                batch.write(posts.addTag, new PostRow.Tag(id, e.tag(), version, at), id);
                outdate(id, batch);
            }
            case PostUntagged e -> {
                batch.write(posts.removeTag, new PostRow.Tag(id, e.tag(), version, at), id);
                outdate(id, batch);
            }
            case PostDeleted e -> {
                batch.write(posts.forgetSlugs, new PostRow.Id(id), id);
                batch.write(posts.delete, new PostRow.Id(id), id);
                outdate(id, batch);
            }
        }
    }

    private void setStatus(
            PostStatus status,
            @Nullable Instant publishedAt,
            String id,
            long version,
            Instant at,
            ProjectionBatch batch) {
        batch.write(posts.setStatus, new PostRow.Status(id, status, publishedAt, version, at), id);
        outdate(id, batch);
    }

    private static void outdate(String id, ProjectionBatch batch) {
        batch.invalidate(References.post(id), References.POSTS);
    }

    /** Apart from ids, which are upper-case, so that the two never meet as keys of a batch. */
    private static String slugKey(String slug) {
        return "slug:" + slug;
    }

    @ResetHandler
    void reset() {
        posts.truncate();
    }
}
