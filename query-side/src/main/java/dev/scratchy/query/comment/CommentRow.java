package dev.scratchy.query.comment;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/** What the writes of {@link CommentTable} read: the component names are the columns of their {@code json_to_recordset}. */
sealed interface CommentRow {

    record New(
            String id,
            @JsonProperty("post_id") String postId,
            @JsonProperty("author_id") String authorId,
            String content,
            long version,
            Instant at)
            implements CommentRow {}

    record Changed(String id, String content, long version, Instant at) implements CommentRow {}

    record Id(String id) implements CommentRow {}
}
