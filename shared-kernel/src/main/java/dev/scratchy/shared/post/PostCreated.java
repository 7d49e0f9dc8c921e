package dev.scratchy.shared.post;

import java.util.List;

/** A draft came to be. */
public record PostCreated(String postId, String authorId, String title, String slug, String content, List<String> tags)
        implements PostEvent {

    public PostCreated {
        tags = List.copyOf(tags);
    }
}
