package dev.scratchy.command.notification;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.scratchy.shared.identity.NotificationId;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.notification.AllNotificationsRead;
import dev.scratchy.shared.notification.NotificationEvent;
import dev.scratchy.shared.notification.NotificationRead;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;

/**
 * What one user has read. It begins with the first thing read, and knows of no notification but by its id, which the log
 * confirms. Whether anything is new since everything was read it cannot know, so that wish is always granted anew; a single
 * notification is read once.
 */
@AggregateRoot(type = "Inbox")
@SuppressWarnings("NullAway.Init") // filled by the first event, before anything is asked of it
class Inbox {

    @AggregateIdentifier
    private InboxId id;

    /** All of them, because folding a stream costs as much anyway. */
    private Set<NotificationId> read = new HashSet<>();

    /** For Axon, which folds a stream into an empty one. */
    Inbox() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    NotificationId decide(MarkNotificationRead wish, NotifiedEventTable events) {
        UserId owner = wish.inbox().owner();
        if (!read.contains(wish.notification())) {
            mustBeOf(owner, wish.notification(), events);
            apply(new NotificationRead(owner.value(), wish.notification().value()));
        }
        return wish.notification();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    UserId decide(MarkAllNotificationsRead wish) {
        apply(new AllNotificationsRead(wish.inbox().owner().value()));
        return id.owner();
    }

    @EventSourcingHandler
    void on(NotificationEvent event) {
        id = new InboxId(UserId.of(event.userId()));
        switch (event) {
            case NotificationRead one -> read.add(NotificationId.of(one.notificationId()));
            case AllNotificationsRead all -> {}
        }
    }

    /** An id that the log's event and the user do not make is somebody else's, or invented. */
    private static void mustBeOf(UserId owner, NotificationId notification, NotifiedEventTable events) {
        long position = notification.position();
        boolean theirs = events.eventIdAt(position)
                .filter(eventId -> NotificationId.of(position, eventId, owner).equals(notification))
                .isPresent();
        if (!theirs) {
            throw new Refused(ProblemCode.NOT_FOUND, "There is no such notification for you.");
        }
    }
}
