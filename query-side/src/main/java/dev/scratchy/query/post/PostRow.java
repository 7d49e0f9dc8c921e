package dev.scratchy.query.post;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the writes of {@link PostTable} read: the component names are the columns of their {@code json_to_recordset}. */
sealed interface PostRow {

    record New(
            String id,
            @JsonProperty("author_id") String authorId,
            String title,
            String slug,
            String content,
            String excerpt,
            PostStatus status,
            List<String> tags,
            @JsonProperty("published_at") @Nullable Instant publishedAt,
            long version,
            @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("updated_at") Instant updatedAt)
            implements PostRow {}

    /** What is {@code null} stays as it is; but a date that is changed may become {@code null}. */
    record Changed(
            String id,
            @Nullable String title,
            @Nullable String slug,
            @Nullable String content,
            @Nullable String excerpt,
            @Nullable PostStatus status,
            boolean dated,
            @JsonProperty("published_at") @Nullable Instant publishedAt,
            @Nullable List<String> tags,
            @Nullable List<String> added,
            @Nullable List<String> removed,
            long version,
            Instant at)
            implements PostRow {}

    record Id(String id) implements PostRow {}

    record FormerSlug(String id, String slug, long position, Instant at) implements PostRow {}
}
