package dev.scratchy.shared.post;

/** A tag was taken away. */
public record PostUntagged(String postId, String tag) implements PostEvent {}
