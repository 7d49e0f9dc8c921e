package dev.scratchy.shared.post;

/**
 * A fact about one post. The list is closed: whoever folds events does so in an exhaustive {@code switch}, and the compiler
 * names every place that a new fact has to be thought about.
 */
public sealed interface PostEvent
        permits PostCreated,
                PostUpdated,
                PostPublished,
                PostUnpublished,
                PostArchived,
                PostTagged,
                PostUntagged,
                PostDeleted {

    /** The post's ULID. */
    String postId();
}
