package dev.scratchy.shared.comment;

/** A comment says something else now. */
public record CommentEdited(String commentId, String postId, String content) implements CommentEvent {}
