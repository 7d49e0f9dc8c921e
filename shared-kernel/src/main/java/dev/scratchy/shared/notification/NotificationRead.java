package dev.scratchy.shared.notification;

/** Somebody has read a notification. */
public record NotificationRead(String userId, String notificationId) implements NotificationEvent {}
