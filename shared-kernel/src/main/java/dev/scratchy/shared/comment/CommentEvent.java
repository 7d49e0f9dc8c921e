package dev.scratchy.shared.comment;

/** A fact about one comment. */
public sealed interface CommentEvent permits CommentAdded, CommentEdited, CommentDeleted {

    /** The comment's ULID. */
    String commentId();

    /** The ULID of the post that it is on. */
    String postId();
}
