package dev.scratchy.shared.user;

/** A fact about one user. Whom somebody follows is a fact about the follower, so the stream of a celebrity stays short. */
public sealed interface UserEvent permits UserRegistered, UserUpdated, UserDeleted, UserFollowed, UserUnfollowed {

    /** The user's ULID. */
    String userId();
}
