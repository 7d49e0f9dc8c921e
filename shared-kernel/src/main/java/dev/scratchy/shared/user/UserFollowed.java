package dev.scratchy.shared.user;

/**
 * Somebody wants to hear of what somebody else publishes.
 *
 * @param userId the follower
 * @param followedId the user who is followed
 */
public record UserFollowed(String userId, String followedId) implements UserEvent {}
