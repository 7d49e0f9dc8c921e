package dev.scratchy.shared.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.shared.comment.CommentAdded;
import dev.scratchy.shared.comment.CommentDeleted;
import dev.scratchy.shared.comment.CommentEdited;
import dev.scratchy.shared.comment.CommentEvent;
import dev.scratchy.shared.notification.AllNotificationsRead;
import dev.scratchy.shared.notification.NotificationEvent;
import dev.scratchy.shared.notification.NotificationRead;
import dev.scratchy.shared.post.PostArchived;
import dev.scratchy.shared.post.PostCreated;
import dev.scratchy.shared.post.PostDeleted;
import dev.scratchy.shared.post.PostEvent;
import dev.scratchy.shared.post.PostPublished;
import dev.scratchy.shared.post.PostTagged;
import dev.scratchy.shared.post.PostUnpublished;
import dev.scratchy.shared.post.PostUntagged;
import dev.scratchy.shared.post.PostUpdated;
import dev.scratchy.shared.user.UserDeleted;
import dev.scratchy.shared.user.UserEvent;
import dev.scratchy.shared.user.UserFollowed;
import dev.scratchy.shared.user.UserRegistered;
import dev.scratchy.shared.user.UserUnfollowed;
import dev.scratchy.shared.user.UserUpdated;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSerializerTest {

    private static final String POST = "01JZ8Q4S5T6V7W8X9YZABCDEFG";
    private static final String USER = "01JZ8Q4S5T6V7W8X9YZABCDEFH";

    private static final String OTHER = "01JZ8Q4S5T6V7W8X9YZABCDEFJ";
    private static final String COMMENT = "01JZ8Q4S5T6V7W8X9YZABCDEFK";

    private final EventSerializer serializer = new EventSerializer();

    /**
     * What is stored of each event, for ever. A line that goes red is a change of the log's format: old events must stay
     * readable, so add a line beside it instead of changing it.
     */
    private static Stream<Arguments> approved() {
        return Stream.of(
                Arguments.of(
                        "PostCreated",
                        new PostCreated(POST, USER, "A \"title\"", "a-title", "Line\nline é 😀", List.of("b", "a")),
                        """
                        {"postId":"01JZ8Q4S5T6V7W8X9YZABCDEFG","authorId":"01JZ8Q4S5T6V7W8X9YZABCDEFH",\
                        "title":"A \\"title\\"","slug":"a-title","content":"Line\\nline é 😀","tags":["b","a"]}"""),
                Arguments.of("PostUpdated", new PostUpdated(POST, "T", "new", "old", "C", List.of()), """
                        {"postId":"01JZ8Q4S5T6V7W8X9YZABCDEFG","title":"T","slug":"new","formerSlug":"old",\
                        "content":"C","tags":[]}"""),
                Arguments.of("PostUpdated", new PostUpdated(POST, null, null, null, "C", null), """
                        {"postId":"01JZ8Q4S5T6V7W8X9YZABCDEFG","content":"C"}"""),
                Arguments.of(
                        "PostPublished", new PostPublished(POST, Instant.parse("2024-02-29T12:34:56.123456Z")), """
                        {"postId":"01JZ8Q4S5T6V7W8X9YZABCDEFG","publishedAt":"2024-02-29T12:34:56.123456Z"}"""),
                Arguments.of("PostUnpublished", new PostUnpublished(POST), """
                        {"postId":"01JZ8Q4S5T6V7W8X9YZABCDEFG"}"""),
                Arguments.of("PostArchived", new PostArchived(POST), """
                        {"postId":"01JZ8Q4S5T6V7W8X9YZABCDEFG"}"""),
                Arguments.of("PostTagged", new PostTagged(POST, "java"), """
                        {"postId":"01JZ8Q4S5T6V7W8X9YZABCDEFG","tag":"java"}"""),
                Arguments.of("PostUntagged", new PostUntagged(POST, "java"), """
                        {"postId":"01JZ8Q4S5T6V7W8X9YZABCDEFG","tag":"java"}"""),
                Arguments.of("PostDeleted", new PostDeleted(POST), """
                        {"postId":"01JZ8Q4S5T6V7W8X9YZABCDEFG"}"""),
                Arguments.of("UserRegistered", new UserRegistered(USER, "ann", "Ann Ä.", null, null), """
                        {"userId":"01JZ8Q4S5T6V7W8X9YZABCDEFH","username":"ann","displayName":"Ann Ä."}"""),
                Arguments.of(
                        "UserRegistered", new UserRegistered(USER, "ann", "Ann", "ann@example.org", "Writes."), """
                        {"userId":"01JZ8Q4S5T6V7W8X9YZABCDEFH","username":"ann","displayName":"Ann",\
                        "email":"ann@example.org","bio":"Writes."}"""),
                Arguments.of("UserUpdated", new UserUpdated(USER, "ann2", "Ann B.", "", "Reads."), """
                        {"userId":"01JZ8Q4S5T6V7W8X9YZABCDEFH","username":"ann2","displayName":"Ann B.",\
                        "email":"","bio":"Reads."}"""),
                Arguments.of("UserUpdated", new UserUpdated(USER, null, null, null, "Reads."), """
                        {"userId":"01JZ8Q4S5T6V7W8X9YZABCDEFH","bio":"Reads."}"""),
                Arguments.of("UserDeleted", new UserDeleted(USER), """
                        {"userId":"01JZ8Q4S5T6V7W8X9YZABCDEFH"}"""),
                Arguments.of("UserFollowed", new UserFollowed(USER, OTHER), """
                        {"userId":"01JZ8Q4S5T6V7W8X9YZABCDEFH","followedId":"01JZ8Q4S5T6V7W8X9YZABCDEFJ"}"""),
                Arguments.of("UserUnfollowed", new UserUnfollowed(USER, OTHER), """
                        {"userId":"01JZ8Q4S5T6V7W8X9YZABCDEFH","followedId":"01JZ8Q4S5T6V7W8X9YZABCDEFJ"}"""),
                Arguments.of("CommentAdded", new CommentAdded(COMMENT, POST, USER, "Yes\n*but* 😀"), """
                        {"commentId":"01JZ8Q4S5T6V7W8X9YZABCDEFK","postId":"01JZ8Q4S5T6V7W8X9YZABCDEFG",\
                        "authorId":"01JZ8Q4S5T6V7W8X9YZABCDEFH","content":"Yes\\n*but* 😀"}"""),
                Arguments.of("CommentEdited", new CommentEdited(COMMENT, POST, "No"), """
                        {"commentId":"01JZ8Q4S5T6V7W8X9YZABCDEFK","postId":"01JZ8Q4S5T6V7W8X9YZABCDEFG","content":"No"}"""),
                Arguments.of("CommentDeleted", new CommentDeleted(COMMENT, POST), """
                        {"commentId":"01JZ8Q4S5T6V7W8X9YZABCDEFK","postId":"01JZ8Q4S5T6V7W8X9YZABCDEFG"}"""),
                Arguments.of("NotificationRead", new NotificationRead(USER, OTHER), """
                        {"userId":"01JZ8Q4S5T6V7W8X9YZABCDEFH","notificationId":"01JZ8Q4S5T6V7W8X9YZABCDEFJ"}"""),
                Arguments.of("AllNotificationsRead", new AllNotificationsRead(USER), """
                        {"userId":"01JZ8Q4S5T6V7W8X9YZABCDEFH"}"""));
    }

    private static Stream<Class<?>> everyKindOfEvent() {
        return Stream.of(PostEvent.class, UserEvent.class, CommentEvent.class, NotificationEvent.class)
                .flatMap(family -> Stream.of(family.getPermittedSubclasses()));
    }

    @ParameterizedTest
    @MethodSource("approved")
    void an_event_is_stored_as_approved(String name, Object event, String json) {
        SerializedObject<String> stored = serializer.serialize(event, String.class);

        assertThat(stored.getData()).isEqualTo(json);
        assertThat(stored.getType()).isEqualTo(new SimpleSerializedType(name, "1"));
    }

    @ParameterizedTest
    @MethodSource("approved")
    void what_was_approved_is_read_as_the_event_that_it_was(String name, Object event, String json) {
        assertThat(read(name, json)).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("approved")
    void a_part_that_a_newer_version_stored_is_left_out_of_account(String name, Object event, String json) {
        String newer = json.replaceFirst("}$", ",\"addedLater\":{\"n\":[1]}}");

        assertThat(read(name, newer)).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("everyKindOfEvent")
    void every_kind_of_event_has_a_name_a_way_back_and_an_approved_json(Class<?> kind) {
        String name = EventNames.nameOf(kind);

        assertThat(name).as("a line in EventNames for %s", kind).isNotNull();
        assertThat(EventNames.classOf(String.valueOf(name))).isEqualTo(kind);
        assertThat(approved().map(line -> line.get()[0])).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PostExploded",
                "dev.scratchy.shared.post.PostCreated",
                "java.lang.String",
                "java.util.HashMap",
                "postcreated",
                ""
            })
    void a_name_that_is_not_listed_is_not_read(String name) {
        assertThatThrownBy(() -> read(name, "{}"))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("does not know: " + name);
    }

    @Test
    void a_class_that_is_not_listed_is_not_written() {
        assertThatThrownBy(() -> serializer.serialize(List.of("x"), String.class))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("Not an event of the closed list");
    }

    @Test
    void metadata_is_json_that_can_be_read_back() {
        MetaData metaData = MetaData.from(Map.of("userId", USER)).and("correlationId", "c-1");

        SerializedObject<String> stored = serializer.serialize(metaData, String.class);

        assertThat(stored.getData()).contains("\"userId\":\"" + USER + "\"").contains("\"correlationId\":\"c-1\"");
        MetaData read = serializer.deserialize(stored);
        assertThat(read).isEqualTo(metaData);
    }

    private Object read(String name, String json) {
        return serializer.deserialize(new SimpleSerializedObject<>(json, String.class, name, "1"));
    }
}
