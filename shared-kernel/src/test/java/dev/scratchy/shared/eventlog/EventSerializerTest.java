package dev.scratchy.shared.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.shared.post.PostCreated;
import dev.scratchy.shared.post.PostPublished;
import dev.scratchy.shared.post.PostUpdated;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSerializerTest {

    private static final String POST = "01JZ8Q4S5T6V7W8X9YZABCDEFG";
    private static final String USER = "01JZ8Q4S5T6V7W8X9YZABCDEFH";

    private final EventSerializer serializer = new EventSerializer(EventNames.ofScratchy());

    @Test
    void an_event_is_stored_as_json_under_its_name_and_revision() {
        SerializedObject<String> stored = serializer.serialize(
                new PostCreated(POST, USER, "A \"title\"", "a-title", "Line\nline é 😀", List.of("b", "a")),
                String.class);

        assertThat(stored.getData()).isEqualTo("""
                {"postId":"01JZ8Q4S5T6V7W8X9YZABCDEFG","authorId":"01JZ8Q4S5T6V7W8X9YZABCDEFH",\
                "title":"A \\"title\\"","slug":"a-title","content":"Line\\nline é 😀","tags":["b","a"]}""");
        assertThat(stored.getType()).isEqualTo(new SimpleSerializedType("PostCreated", "1"));
    }

    private static Stream<Arguments> events() {
        return Stream.of(
                Arguments.of(
                        new PostPublished(POST, Instant.parse("2024-02-29T12:34:56.123456Z")), "PostPublished", """
                        {"postId":"01JZ8Q4S5T6V7W8X9YZABCDEFG","publishedAt":"2024-02-29T12:34:56.123456Z"}"""),
                Arguments.of(new PostUpdated(POST, null, null, null, "C", null), "PostUpdated", """
                        {"postId":"01JZ8Q4S5T6V7W8X9YZABCDEFG","content":"C"}"""),
                Arguments.of(new PostUpdated(POST, null, null, null, null, List.of()), "PostUpdated", """
                        {"postId":"01JZ8Q4S5T6V7W8X9YZABCDEFG","tags":[]}"""),
                Arguments.of(new UserUpdated(USER, null, null, "", null), "UserUpdated", """
                        {"userId":"01JZ8Q4S5T6V7W8X9YZABCDEFH","email":""}"""));
    }

    @ParameterizedTest
    @MethodSource("events")
    void what_is_absent_is_left_out_and_what_is_empty_is_kept(Object event, String name, String json) {
        assertThat(serializer.serialize(event, String.class).getData()).isEqualTo(json);
        assertThat(read(name, json)).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("events")
    void a_part_that_a_newer_version_stored_is_left_out_of_account(Object event, String name, String json) {
        String newer = json.replaceFirst("}$", ",\"addedLater\":{\"n\":[1]}}");

        assertThat(read(name, newer)).isEqualTo(event);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2", "10", "", "one"})
    @NullSource
    void a_revision_other_than_todays_is_refused_instead_of_misread(@Nullable String revision) {
        var stored = new SimpleSerializedObject<>("{\"postId\":\"p\"}", String.class, "PostArchived", revision);

        assertThatThrownBy(() -> serializer.deserialize(stored))
                .isInstanceOf(SerializationException.class)
                .hasMessage("The log holds PostArchived in revision " + revision
                        + ", and this version reads revision 1. A higher one was written by a newer version, which has to run"
                        + " here; from a lower one a step is missing in EventUpcasters.");
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
