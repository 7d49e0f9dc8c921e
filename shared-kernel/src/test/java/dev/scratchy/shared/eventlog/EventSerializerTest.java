package dev.scratchy.shared.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    private static final String USER = "01JZ8Q4S5T6V7W8X9YZABCDEFH";

    /** Not one of Scratchy's own: those have their approved JSON, and whoever changes them is to hear of that first. */
    record Note(
            String id,
            @Nullable String text,
            @Nullable List<String> tags,
            @Nullable Instant at) {}

    private final EventSerializer serializer =
            new EventSerializer(new EventNames(List.of(new EventType("NoteTaken", 3, Note.class))));

    private static Stream<Arguments> notes() {
        return Stream.of(
                Arguments.of(new Note("n", "\"A\"\nline é 😀", List.of("b", "a"), null), """
                        {"id":"n","text":"\\"A\\"\\nline é 😀","tags":["b","a"]}"""),
                Arguments.of(new Note("n", null, null, Instant.parse("2024-02-29T12:34:56.123456Z")), """
                        {"id":"n","at":"2024-02-29T12:34:56.123456Z"}"""),
                Arguments.of(new Note("n", "", List.of(), null), """
                        {"id":"n","text":"","tags":[]}"""),
                Arguments.of(new Note("n", null, null, null), """
                        {"id":"n"}"""));
    }

    @ParameterizedTest
    @MethodSource("notes")
    void an_event_is_stored_as_json_under_its_name_and_revision(Note note, String json) {
        SerializedObject<String> stored = serializer.serialize(note, String.class);

        assertThat(stored.getData()).isEqualTo(json);
        assertThat(stored.getType()).isEqualTo(new SimpleSerializedType("NoteTaken", "3"));
    }

    @ParameterizedTest
    @MethodSource("notes")
    void what_was_stored_is_read_as_the_event_that_it_was(Note note, String json) {
        assertThat(read("NoteTaken", "3", json)).isEqualTo(note);
    }

    @ParameterizedTest
    @MethodSource("notes")
    void a_part_that_a_newer_version_stored_is_left_out_of_account(Note note, String json) {
        String newer = json.replaceFirst("}$", ",\"addedLater\":{\"n\":[1]}}");

        assertThat(read("NoteTaken", "3", newer)).isEqualTo(note);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "2", "4", "30", "", "three"})
    @NullSource
    void a_revision_other_than_todays_is_refused_instead_of_misread(@Nullable String revision) {
        assertThatThrownBy(() -> read("NoteTaken", revision, "{\"id\":\"n\"}"))
                .isInstanceOf(SerializationException.class)
                .hasMessage("The log holds NoteTaken in revision " + revision
                        + ", and this version reads revision 3. A higher one was written by a newer version, which has to run"
                        + " here; from a lower one a step is missing in EventUpcasters.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NoteLost",
                "dev.scratchy.shared.post.PostCreated",
                "java.lang.String",
                "java.util.HashMap",
                "notetaken",
                ""
            })
    void a_name_that_is_not_listed_is_not_read(String name) {
        assertThatThrownBy(() -> read(name, "3", "{}"))
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

    private Object read(String name, @Nullable String revision, String json) {
        return serializer.deserialize(new SimpleSerializedObject<>(json, String.class, name, revision));
    }
}
