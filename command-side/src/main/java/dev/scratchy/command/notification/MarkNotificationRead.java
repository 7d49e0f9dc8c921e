package dev.scratchy.command.notification;

import dev.scratchy.shared.identity.NotificationId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Have read one notification. */
record MarkNotificationRead(@TargetAggregateIdentifier InboxId inbox, NotificationId notification) {}
