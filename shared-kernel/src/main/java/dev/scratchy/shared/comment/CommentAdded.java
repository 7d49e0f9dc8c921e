package dev.scratchy.shared.comment;

/** Somebody said something about a published post. */
public record CommentAdded(String commentId, String postId, String authorId, String content) implements CommentEvent {}
