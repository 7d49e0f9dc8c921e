package dev.scratchy.shared.user;

import org.jspecify.annotations.Nullable;

/**
 * Parts of an account were replaced.
 *
 * @param username {@code null} when it stayed, as with the others
 * @param email empty when it was taken away
 * @param bio empty when it was taken away
 */
public record UserUpdated(
        String userId,
        @Nullable String username,
        @Nullable String displayName,
        @Nullable String email,
        @Nullable String bio)
        implements UserEvent {}
