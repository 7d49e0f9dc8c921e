package dev.scratchy.shared.user;

/**
 * Somebody does not want to hear of somebody else any more.
 *
 * @param userId the one who followed
 * @param followedId the user who was followed
 */
public record UserUnfollowed(String userId, String followedId) implements UserEvent {}
