package dev.scratchy.shared.notification;

/** Somebody has read everything that they were told before. */
public record AllNotificationsRead(String userId) implements NotificationEvent {}
