package dev.scratchy.shared.notification;

/**
 * A fact about the notifications of one user. That there is a notification is not among them: it follows from the events of
 * posts, comments and followers.
 */
public sealed interface NotificationEvent permits NotificationRead, AllNotificationsRead {

    /** The ULID of the user whose notifications they are. */
    String userId();
}
