package dev.scratchy.command.notification;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Have read every notification that there is so far. */
record MarkAllNotificationsRead(@TargetAggregateIdentifier InboxId inbox) {}
