package dev.scratchy.shared.eventlog;

import dev.scratchy.shared.comment.CommentAdded;
import dev.scratchy.shared.comment.CommentDeleted;
import dev.scratchy.shared.comment.CommentEdited;
import dev.scratchy.shared.notification.AllNotificationsRead;
import dev.scratchy.shared.notification.NotificationRead;
import dev.scratchy.shared.post.PostArchived;
import dev.scratchy.shared.post.PostCreated;
import dev.scratchy.shared.post.PostDeleted;
import dev.scratchy.shared.post.PostPublished;
import dev.scratchy.shared.post.PostTagged;
import dev.scratchy.shared.post.PostUnpublished;
import dev.scratchy.shared.post.PostUntagged;
import dev.scratchy.shared.post.PostUpdated;
import dev.scratchy.shared.user.UserDeleted;
import dev.scratchy.shared.user.UserFollowed;
import dev.scratchy.shared.user.UserRegistered;
import dev.scratchy.shared.user.UserUnfollowed;
import dev.scratchy.shared.user.UserUpdated;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every kind of event with its name in the log, the revision that is written, and the class that it is read into today. A stored
 * name is for ever; a class may be renamed or moved as long as its line here keeps the name. What is not listed can be neither
 * written nor read, so no name in the database ever decides which class is loaded.
 *
 * <p>Any change here or to a class that would make stored events unreadable fails the build: see {@code contract/events}.
 */
final class EventNames {

    private static final List<EventType> OF_SCRATCHY = List.of(
            new EventType("PostCreated", 1, PostCreated.class),
            new EventType("PostUpdated", 1, PostUpdated.class),
            new EventType("PostPublished", 1, PostPublished.class),
            new EventType("PostUnpublished", 1, PostUnpublished.class),
            new EventType("PostArchived", 1, PostArchived.class),
            new EventType("PostTagged", 1, PostTagged.class),
            new EventType("PostUntagged", 1, PostUntagged.class),
            new EventType("PostDeleted", 1, PostDeleted.class),
            new EventType("UserRegistered", 1, UserRegistered.class),
            new EventType("UserUpdated", 1, UserUpdated.class),
            new EventType("UserDeleted", 1, UserDeleted.class),
            new EventType("UserFollowed", 1, UserFollowed.class),
            new EventType("UserUnfollowed", 1, UserUnfollowed.class),
            new EventType("CommentAdded", 1, CommentAdded.class),
            new EventType("CommentEdited", 1, CommentEdited.class),
            new EventType("CommentDeleted", 1, CommentDeleted.class),
            new EventType("NotificationRead", 1, NotificationRead.class),
            new EventType("AllNotificationsRead", 1, AllNotificationsRead.class));

    private final Map<String, EventType> byName;
    private final Map<Class<?>, EventType> byClass;

    /**
     * A list of its own.
     *
     * @throws IllegalStateException when two lines share a name or a class
     */
    EventNames(List<EventType> types) {
        byName = types.stream().collect(Collectors.toUnmodifiableMap(EventType::name, Function.identity()));
        byClass = types.stream().collect(Collectors.toUnmodifiableMap(EventType::type, Function.identity()));
    }

    static EventNames ofScratchy() {
        return new EventNames(OF_SCRATCHY);
    }

    Collection<EventType> all() {
        return byName.values();
    }

    @Nullable
    EventType of(Class<?> eventClass) {
        return byClass.get(eventClass);
    }

    @Nullable
    EventType named(String name) {
        return byName.get(name);
    }
}
