package dev.scratchy.shared.user;

/** Somebody has an account now. */
public record UserRegistered(String userId, String username, String displayName) implements UserEvent {}
