package dev.scratchy.query.post;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one batch make of one post: a new row, a change of the row that is there, or its end. So a post that is
 * created, tagged and published within a batch is written once.
 */
final class PostChange {

    private final String id;
    private @Nullable PostCreated created;
    private boolean deleted;
    private @Nullable String title;
    private @Nullable String slug;
    private @Nullable String content;
    private @Nullable PostStatus status;
    private boolean dated;
    private @Nullable Instant publishedAt;
    /** All tags where they are known, and what to add and to remove where they are not. */
    private @Nullable List<String> tags;

    private final List<String> addedTags = new ArrayList<>();
    private final List<String> removedTags = new ArrayList<>();
    private long version;
    private Instant createdAt = Instant.EPOCH;
    private Instant updatedAt = Instant.EPOCH;

    PostChange(String id) {
        this.id = id;
    }

    /** Takes in the post's next event. */
    void fold(PostEvent event, long number, Instant at) {
        version = number;
        updatedAt = at;
        switch (event) {
            case PostCreated e -> {
                created = e;
                createdAt = at;
                title = e.title();
                slug = e.slug();
                content = e.content();
                status = PostStatus.DRAFT;
                tags = new ArrayList<>(e.tags());
            }
            case PostUpdated e -> {
                title = e.title() != null ? e.title() : title;
                slug = e.slug() != null ? e.slug() : slug;
                content = e.content() != null ? e.content() : content;
                if (e.tags() != null) {
                    tags = new ArrayList<>(e.tags());
                }
            }
            case PostPublished e -> date(PostStatus.PUBLISHED, e.publishedAt());
            case PostUnpublished e -> date(PostStatus.DRAFT, null);
            case PostArchived e -> status = PostStatus.ARCHIVED;
            case PostTagged e -> (tags != null ? tags : addedTags).add(e.tag());
            case PostUntagged e -> untag(e.tag());
            case PostDeleted e -> deleted = true;
        }
    }

    private void date(PostStatus to, @Nullable Instant date) {
        status = to;
        dated = true;
        publishedAt = date;
    }

    private void untag(String tag) {
        if (tags != null) {
            tags.remove(tag);
        } else if (!addedTags.remove(tag)) {
            removedTags.add(tag);
        }
    }

    boolean isNew() {
        return created != null && !deleted;
    }

    boolean isEnd() {
        return deleted;
    }

    PostRow.New newRow() {
        PostCreated first = Objects.requireNonNull(created);
        String text = Objects.requireNonNull(content);
        return new PostRow.New(
                id,
                first.authorId(),
                Objects.requireNonNull(title),
                Objects.requireNonNull(slug),
                text,
                Excerpt.of(text),
                Objects.requireNonNull(status),
                Objects.requireNonNull(tags),
                publishedAt,
                version,
                createdAt,
                updatedAt);
    }

    PostRow.Changed changedRow() {
        return new PostRow.Changed(
                id,
                title,
                slug,
                content,
                content == null ? null : Excerpt.of(content),
                status,
                dated,
                publishedAt,
                tags,
                addedTags.isEmpty() ? null : addedTags,
                removedTags.isEmpty() ? null : removedTags,
                version,
                updatedAt);
    }
}
