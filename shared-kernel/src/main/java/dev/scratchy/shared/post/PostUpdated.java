package dev.scratchy.shared.post;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of a post's parts were replaced; a part that is {@code null} stayed as it was.
 *
 * @param formerSlug the slug that was left, there exactly when {@code slug} is: whoever keeps redirects need not look it up
 */
public record PostUpdated(
        String postId,
        @Nullable String title,
        @Nullable String slug,
        @Nullable String formerSlug,
        @Nullable String content,
        @Nullable List<String> tags)
        implements PostEvent {

    public PostUpdated {
        tags = tags == null ? null : List.copyOf(tags);
    }
}
