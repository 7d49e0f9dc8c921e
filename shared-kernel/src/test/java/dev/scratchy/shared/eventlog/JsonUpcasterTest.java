package dev.scratchy.shared.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

/** Events as rows hold them, read by a version that has gone on to revision 3 of one kind. */
class JsonUpcasterTest {

    private record Note(String id, List<String> lines, String language) {}

    private record Other(String id) {}

    private static final String LINES = "{\"id\":\"n\",\"lines\":[\"é 😀\"],\"language\":\"en\"}";

    private final EventSerializer serializer = new EventSerializer(new EventNames(
            List.of(new EventType("NoteTaken", 3, Note.class), new EventType("OtherTaken", 1, Other.class))));

    private final EventUpcasterChain upcasters = new EventUpcasterChain(
            new JsonUpcaster(
                    "NoteTaken",
                    1,
                    note -> note.putArray("lines").add(note.remove("text").asString())),
            new JsonUpcaster("NoteTaken", 2, note -> note.put("language", "en")));

    private TrackedEventMessage<?> read(String type, String revision, String payload) {
        return new CopiedEvent(
                        7, "event-1", "Note", "n", 4, Instant.EPOCH, type, revision, payload, "{\"userId\":\"u\"}")
                .read(serializer, upcasters);
    }

    @Test
    void an_event_of_any_earlier_revision_is_read_as_todays() {
        var today = new Note("n", List.of("é 😀"), "en");

        assertThat(read("NoteTaken", "1", "{\"id\":\"n\",\"text\":\"é 😀\"}").getPayload())
                .isEqualTo(today);
        assertThat(read("NoteTaken", "2", "{\"id\":\"n\",\"lines\":[\"é 😀\"]}").getPayload())
                .isEqualTo(today);
        assertThat(read("NoteTaken", "3", LINES).getPayload()).isEqualTo(today);
    }

    @Test
    void its_type_is_known_without_reading_it() {
        assertThat(read("NoteTaken", "1", "{}").getPayloadType()).isEqualTo(Note.class);
    }

    @Test
    void all_else_about_it_stays() {
        TrackedEventMessage<?> event = read("NoteTaken", "1", "{\"id\":\"n\",\"text\":\"t\"}");

        assertThat(event.getIdentifier()).isEqualTo("event-1");
        assertThat(event.getTimestamp()).isEqualTo(Instant.EPOCH);
        assertThat(event.getMetaData()).containsOnlyKeys("userId").containsEntry("userId", "u");
        assertThat(event.trackingToken()).isEqualTo(new GlobalSequenceTrackingToken(7));
        assertThat(event).isInstanceOfSatisfying(DomainEventMessage.class, domainEvent -> {
            assertThat(domainEvent.getType()).isEqualTo("Note");
            assertThat(domainEvent.getAggregateIdentifier()).isEqualTo("n");
            assertThat(domainEvent.getSequenceNumber()).isEqualTo(4);
        });
    }

    @Test
    void events_of_other_types_are_left_alone() {
        assertThat(read("OtherTaken", "1", "{\"id\":\"o\"}").getPayload()).isEqualTo(new Other("o"));
    }

    @Test
    void what_was_read_is_written_in_todays_revision() {
        var stored =
                read("NoteTaken", "1", "{\"id\":\"n\",\"text\":\"é 😀\"}").serializePayload(serializer, String.class);

        assertThat(stored.getType().getRevision()).isEqualTo("3");
        assertThat(stored.getData()).isEqualTo(LINES);
    }

    @Test
    void a_revision_that_is_not_known_is_refused_with_what_to_do() {
        assertThatThrownBy(() -> read("NoteTaken", "4", LINES).getPayload())
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("NoteTaken in revision 4, and this version reads revision 3")
                .hasMessageContaining("a newer version");
    }

    @Test
    void a_payload_that_is_no_object_is_refused() {
        assertThatThrownBy(() -> read("NoteTaken", "1", "[]").getPayload()).isInstanceOf(JacksonException.class);
    }
}
