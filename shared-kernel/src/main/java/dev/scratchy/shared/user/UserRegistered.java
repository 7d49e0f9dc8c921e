package dev.scratchy.shared.user;

import org.jspecify.annotations.Nullable;

/** Somebody has an account now. */
public record UserRegistered(
        String userId,
        String username,
        String displayName,
        @Nullable String email,
        @Nullable String bio) implements UserEvent {}
