package dev.scratchy.shared.user;

/**
 * An account is gone, and with it every comment that its owner wrote. The posts go too; each of them has its own event, in
 * the same transaction.
 */
public record UserDeleted(String userId) implements UserEvent {}
