package dev.scratchy.shared.comment;

/** A comment is gone. When a post or a user goes, their comments go without an event of their own. */
public record CommentDeleted(String commentId, String postId) implements CommentEvent {}
