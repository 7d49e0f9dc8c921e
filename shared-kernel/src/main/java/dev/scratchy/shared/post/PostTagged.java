package dev.scratchy.shared.post;

/** A tag was added behind the others. */
public record PostTagged(String postId, String tag) implements PostEvent {}
