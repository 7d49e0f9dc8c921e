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
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every event's name in the log, and the class that it is read into today. A stored name is for ever; a class may be renamed
 * or moved as long as its line here keeps the name. What is not listed can be neither written nor read, so no name in the
 * database ever decides which class is loaded.
 */
final class EventNames {

    private static final Map<String, Class<?>> CLASSES = Map.ofEntries(
            Map.entry("PostCreated", PostCreated.class),
            Map.entry("PostUpdated", PostUpdated.class),
            Map.entry("PostPublished", PostPublished.class),
            Map.entry("PostUnpublished", PostUnpublished.class),
            Map.entry("PostArchived", PostArchived.class),
            Map.entry("PostTagged", PostTagged.class),
            Map.entry("PostUntagged", PostUntagged.class),
            Map.entry("PostDeleted", PostDeleted.class),
            Map.entry("UserRegistered", UserRegistered.class),
            Map.entry("UserUpdated", UserUpdated.class),
            Map.entry("UserDeleted", UserDeleted.class),
            Map.entry("UserFollowed", UserFollowed.class),
            Map.entry("UserUnfollowed", UserUnfollowed.class),
            Map.entry("CommentAdded", CommentAdded.class),
            Map.entry("CommentEdited", CommentEdited.class),
            Map.entry("CommentDeleted", CommentDeleted.class),
            Map.entry("NotificationRead", NotificationRead.class),
            Map.entry("AllNotificationsRead", AllNotificationsRead.class));

    private static final Map<Class<?>, String> NAMES =
            CLASSES.entrySet().stream().collect(Collectors.toUnmodifiableMap(Entry::getValue, Entry::getKey));

    private EventNames() {}

    static @Nullable String nameOf(Class<?> eventClass) {
        return NAMES.get(eventClass);
    }

    static @Nullable Class<?> classOf(String name) {
        return CLASSES.get(name);
    }
}
