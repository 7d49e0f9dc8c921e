package dev.scratchy.shared.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What somebody is told who changes an event. The event is a note, as it was approved and in the ways that it may be changed. */
class BrokenContractTest {

    private static final String FILE = "NoteTaken.1.json";
    private static final String APPROVED = """
            {"payload": {"id": "n", "text": "Buy milk", "place": "Rome"}, "optional": ["place"]}""";

    private static final String WAY_OUT = """
             Either take the change back, or raise its revision to 2 in EventNames, add contract/events/NoteTaken.2.json and an \
            upcaster from 1 to 2. See docs/how-to/change-an-event.md.""";

    private static final JsonUpcaster TEXT_TO_WORDS = new JsonUpcaster("NoteTaken", 1, note -> {
        note.set("words", note.remove("text"));
        note.put("lines", 1);
    });

    private record Note(String id, String text, @Nullable String place) {}

    private record WithoutText(String id, @Nullable String place) {}

    private record Renamed(
            String id, String words, @Nullable String place) {}

    private record OfAnotherType(
            String id, int text, @Nullable String place) {}

    private record WithANewField(
            String id, String text, @Nullable String place, String language) {}

    private record WithANewNumber(
            String id, String text, @Nullable String place, int lines) {}

    private record Stricter(String id, String text, String place) {}

    private record Laxer(
            String id, @Nullable String text, @Nullable String place) {}

    private record WithAnOptionalField(
            String id,
            String text,
            @Nullable String place,
            @Nullable String mood) {}

    private record Next(String id, String words, @Nullable String place, int lines) {}

    private static List<String> breaches(Class<?> type) {
        return breaches(type, 1, Map.of(FILE, APPROVED));
    }

    private static List<String> breaches(
            Class<?> type, int revision, Map<String, String> files, JsonUpcaster... upcasters) {
        return EventContract.breaches(
                new EventNames(List.of(new EventType("NoteTaken", revision, type))),
                new EventUpcasterChain(upcasters),
                List.of(type),
                files);
    }

    private static void assertOnly(List<String> breaches, String sentence) {
        assertThat(breaches).containsExactly(sentence);
    }

    @Test
    void an_event_that_is_as_approved_is_fine_also_under_another_class_name() {
        assertThat(breaches(Note.class)).isEmpty();
    }

    @Test
    void a_field_that_was_removed() {
        assertOnly(
                breaches(WithoutText.class),
                "NoteTaken 1 is stored in logs, and its class has lost the field text." + WAY_OUT);
    }

    @Test
    void a_field_that_was_renamed() {
        assertThat(breaches(Renamed.class))
                .contains(
                        """
                        NoteTaken 1 is stored in logs, and its class has got the field words, which they lack. If it may be \
                        absent, make it @Nullable.""" + WAY_OUT,
                        "NoteTaken 1 is stored in logs, and its class has lost the field text." + WAY_OUT);
    }

    @Test
    void a_field_whose_type_was_changed() {
        assertThat(breaches(OfAnotherType.class))
                .singleElement()
                .asString()
                .startsWith("""
                        NoteTaken 1 is stored in logs, and {"id":"n","text":"Buy milk","place":"Rome"} cannot be read any more: \
                        Cannot deserialize value of type `int` from String "Buy milk\"""")
                .endsWith(WAY_OUT);
    }

    @Test
    void a_new_field_that_is_required() {
        assertThat(breaches(WithANewField.class)).containsExactly("""
                        NoteTaken 1 is stored in logs, and its class has got the field language, which they lack. If it may be \
                        absent, make it @Nullable.""" + WAY_OUT);
        assertThat(breaches(WithANewNumber.class))
                .isNotEmpty()
                .allSatisfy(breach -> assertThat(breach).endsWith(WAY_OUT));
    }

    @Test
    void a_field_that_was_optional_and_is_required_now() {
        assertOnly(
                breaches(Stricter.class),
                "NoteTaken 1 is stored in logs, and some of them lack the field place, which its class requires."
                        + WAY_OUT);
    }

    @Test
    void a_field_that_was_required_and_is_optional_now() {
        assertOnly(breaches(Laxer.class), """
                        The field text of NoteTaken may be absent from now on. Add it to "optional" in \
                        contract/events/NoteTaken.1.json. See docs/how-to/change-an-event.md.""");
    }

    @Test
    void a_new_optional_field_is_fine_once_it_is_approved() {
        assertOnly(breaches(WithAnOptionalField.class), """
                        NoteTaken has a new optional field, mood. Add it to "payload" and to "optional" in \
                        contract/events/NoteTaken.1.json; that is all, unless it is an old field under a new name. See \
                        docs/how-to/change-an-event.md.""");
        assertThat(breaches(WithAnOptionalField.class, 1, Map.of(FILE, """
                        {"payload": {"id": "n", "text": "Buy milk", "place": "Rome", "mood": "good"}, "optional": ["place", "mood"]}"""))).isEmpty();
    }

    @Test
    void an_optional_field_without_an_example() {
        assertThat(breaches(WithAnOptionalField.class, 1, Map.of(FILE, """
                        {"payload": {"id": "n", "text": "Buy milk", "place": "Rome"}, "optional": ["place", "mood"]}"""))).contains("""
                        contract/events/NoteTaken.1.json names mood as optional and has no example of it in "payload". See \
                        docs/how-to/change-an-event.md.""");
    }

    @Test
    void a_name_that_was_taken_off_the_list() {
        List<String> breaches = EventContract.breaches(
                new EventNames(List.of()), new EventUpcasterChain(), List.of(Note.class), Map.of(FILE, APPROVED));

        assertThat(breaches).containsExactly("""
                        Note is an event without a line in EventNames, so it cannot be stored. Add one in revision 1, and \
                        contract/events/Note.1.json. If it was there and stored, put it back as it was. See \
                        docs/how-to/change-an-event.md.""", """
                        contract/events/NoteTaken.1.json says that logs hold a NoteTaken, which is not in EventNames: it could \
                        not be read any more. Put the line back. The class may have another name, the stored name may not. See \
                        docs/how-to/change-an-event.md.""");
    }

    @Test
    void an_event_without_a_file() {
        assertOnly(breaches(Note.class, 1, Map.of()), """
                        There is no contract/events/NoteTaken.1.json. If there was one, take it back: logs hold such events. If \
                        this is new, add {"payload": {...}, "optional": [...]} with all of [id, text, place] filled. See \
                        docs/how-to/change-an-event.md.""");
    }

    @Test
    void files_that_are_not_what_they_should_be() {
        assertThat(breaches(Note.class, 1, Map.of(FILE, APPROVED, "NoteTaken.2.json", APPROVED, "note.txt", "Hello")))
                .containsExactly("""
                        contract/events/NoteTaken.2.json is of a later revision than EventNames has for NoteTaken. Raise it there, \
                        or remove the file if no version has ever written it. See docs/how-to/change-an-event.md.""", """
                        contract/events/note.txt is not named after an event and its revision, as PostCreated.1.json is. See \
                        docs/how-to/change-an-event.md.""");
        assertThat(breaches(Note.class, 1, Map.of(FILE, "{\"id\": \"n\"}")))
                .anyMatch(breach -> breach.startsWith("contract/events/NoteTaken.1.json is not of the form"));
    }

    private static final String NEXT = """
            {"payload": {"id": "n", "words": "Buy milk", "place": "Rome", "lines": 1}, "optional": ["place"]}""";

    private static final String FIRST_OF_TWO = """
            {"payload": {"id": "n", "text": "Buy milk", "place": "Rome"}, "optional": ["place"],
             "readToday": {"id": "n", "words": "Buy milk", "place": "Rome", "lines": 1}}""";

    private static final Map<String, String> BOTH = Map.of(FILE, FIRST_OF_TWO, "NoteTaken.2.json", NEXT);

    @Test
    void a_new_revision_with_its_file_and_its_upcaster_is_fine() {
        assertThat(breaches(Next.class, 2, BOTH, TEXT_TO_WORDS)).isEmpty();
    }

    @Test
    void a_new_revision_without_its_file() {
        assertOnly(breaches(Next.class, 2, Map.of(FILE, FIRST_OF_TWO), TEXT_TO_WORDS), """
                        There is no contract/events/NoteTaken.2.json. If there was one, take it back: logs hold such events. If \
                        this is new, add {"payload": {...}, "optional": [...]} with all of [id, words, place, lines] filled. See \
                        docs/how-to/change-an-event.md.""");
    }

    @Test
    void a_new_revision_without_an_upcaster() {
        assertOnly(breaches(Next.class, 2, BOTH), """
                        NoteTaken 1 is stored in logs, and {"id":"n","text":"Buy milk","place":"Rome"} cannot be read any more: \
                        The log holds NoteTaken in revision 1, and this version reads revision 2. A higher one was written by a \
                        newer version, which has to run here; from a lower one a step is missing in EventUpcasters. Add or mend \
                        its upcasters, from 1 to 2, in EventUpcasters. See docs/how-to/change-an-event.md.""");
    }

    @Test
    void an_upcaster_that_forgets_a_field_or_that_an_optional_one_may_be_absent() {
        var forgetful = new JsonUpcaster("NoteTaken", 1, note -> note.put("lines", 1));
        var hasty = new JsonUpcaster("NoteTaken", 1, note -> {
            note.set("words", note.remove("text"));
            note.put("lines", note.get("place").asString().length());
        });

        assertThat(breaches(Next.class, 2, BOTH, forgetful))
                .anySatisfy(breach ->
                        assertThat(breach).contains("has no words when it has been read, which revision 2 requires"));
        assertThat(breaches(Next.class, 2, BOTH, hasty))
                .anySatisfy(breach -> assertThat(breach)
                        .contains("and {\"id\":\"n\",\"text\":\"Buy milk\"} cannot be read any more"));
    }

    @Test
    void an_earlier_revision_that_is_read_as_something_else() {
        String undecided = FIRST_OF_TWO.replaceFirst("(?s),\\s+\"readToday.*", "}");

        assertOnly(breaches(Next.class, 2, Map.of(FILE, undecided, "NoteTaken.2.json", NEXT), TEXT_TO_WORDS), """
                        contract/events/NoteTaken.1.json is read as {"id":"n","words":"Buy milk","place":"Rome","lines":1} today, \
                        and what it approves of is null. If today's is right, write it there as "readToday"; if not, change the \
                        upcaster. See docs/how-to/change-an-event.md.""");
    }

    @Test
    void an_earlier_revision_whose_file_is_gone() {
        assertThat(breaches(Next.class, 2, Map.of("NoteTaken.2.json", NEXT), TEXT_TO_WORDS))
                .singleElement()
                .asString()
                .startsWith("There is no contract/events/NoteTaken.1.json. If there was one, take it back");
    }
}
