package dev.scratchy.shared.post;

/** A public post became a draft again, without a date of publication. */
public record PostUnpublished(String postId) implements PostEvent {}
