package dev.scratchy.shared.user;

/** A fact about one user. */
public sealed interface UserEvent permits UserRegistered {

    /** The user's ULID. */
    String userId();
}
