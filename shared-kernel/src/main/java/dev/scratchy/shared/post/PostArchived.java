package dev.scratchy.shared.post;

/** A post was withdrawn for good: kept and readable by its author and editors, changed no more. */
public record PostArchived(String postId) implements PostEvent {}
