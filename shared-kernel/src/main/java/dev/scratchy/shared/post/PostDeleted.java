package dev.scratchy.shared.post;

/** The post is gone; its slug is free. */
public record PostDeleted(String postId) implements PostEvent {}
