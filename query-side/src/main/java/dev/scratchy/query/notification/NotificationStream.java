package dev.scratchy.query.notification;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.scratchy.query.consistency.Views;
import dev.scratchy.query.live.Change;
import dev.scratchy.query.live.Change.Circle;
import dev.scratchy.query.live.Source;
import dev.scratchy.query.notification.NotificationTable.Told;
import dev.scratchy.shared.comment.CommentAdded;
import dev.scratchy.shared.consistency.ConsistencyTokens;
import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import dev.scratchy.shared.identity.NotificationId;
import dev.scratchy.shared.post.PostPublished;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The notifications of users, each in the place of the event that it tells of; there is one of an event at most. */
@Component
class NotificationStream implements Source {

    /** A notification as elsewhere, and what to read other views with. */
    private record Data(@JsonUnwrapped NotificationView notification, String consistencyToken) {}

    private final NotificationTable notifications;
    private final ConsistencyTokens tokens;
    private final JsonMapper json;

    NotificationStream(NotificationTable notifications, ConsistencyTokens tokens, JsonMapper json) {
        this.notifications = notifications;
        this.tokens = tokens;
        this.json = json;
    }

    @Override
    public String view() {
        return Views.NOTIFICATIONS;
    }

    @Override
    public boolean concerns(TrackedEventMessage<?> event) {
        return event.getPayloadType() == PostPublished.class || event.getPayloadType() == CommentAdded.class;
    }

    @Override
    public Map<String, List<Change>> changes(List<TrackedEventMessage<?>> events, Set<String> connected) {
        long first = PostgresEventStorageEngine.positionOf(events.getFirst().trackingToken());
        long last = PostgresEventStorageEngine.positionOf(events.getLast().trackingToken());
        return told(connected, first - 1, last, Integer.MAX_VALUE).stream()
                .collect(Collectors.groupingBy(Told::user, Collectors.mapping(this::change, Collectors.toList())));
    }

    @Override
    public Collection<Change> between(String user, long after, long upTo, int limit) {
        return told(Set.of(user), after, upTo, limit).stream().map(this::change).toList();
    }

    private List<Told> told(Collection<String> users, long after, long upTo, int limit) {
        return notifications.told(
                users, NotificationId.beginning(after + 1), NotificationId.beginning(upTo + 1), limit);
    }

    private Change change(Told told) {
        long position = new NotificationId(told.notification().id()).position();
        var data = new Data(told.notification(), tokens.of(position));
        return Change.of(position, "notification", json.writeValueAsString(data), Circle.EVERYBODY, Circle.NOBODY);
    }
}
