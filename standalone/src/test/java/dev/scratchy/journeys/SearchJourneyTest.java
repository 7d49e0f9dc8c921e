package dev.scratchy.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SearchJourneyTest {

    private final Http anybody = RunningSystem.http();
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final Http bob = anybody.as(Names.unique("bob"), "author");
    private final Http editor = anybody.as(Names.unique("edith"), "editor");

    @Test
    void titles_come_before_contents_and_the_likest_title_first() {
        String word = Names.unique("quokka");
        String inContent = ada.published("About animals", "There is the " + word.toUpperCase(Locale.ROOT) + ", too.");
        String longTitle = ada.published("A long title that mentions the " + word + " among much else", "-");
        String title = ada.published("The " + word, "-");

        Eventually.see(() -> assertThat(found(anybody, word)).containsExactly(title, longTitle, inContent));
        assertThat(hits(anybody, word).getLast().path("snippet").asString())
                .isEqualTo("There is the <mark>" + word.toUpperCase(Locale.ROOT) + "</mark>, too.");
        assertThat(hits(anybody, word + "&limit=2")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100%",
                "a_b",
                "back\\slash",
                "%",
                "_",
                "\\",
                "'; DROP TABLE post; --",
                "ÄÖÜ straße",
                "日本",
                "😀",
                "\u202ertl",
                "<script>"
            })
    void every_character_is_taken_literally(String text) {
        String mark = Names.unique("literal");
        String with = ada.published("With it", mark + text + mark);
        String without = ada.published("Without it", mark + "axb 100x backxslash" + mark);

        Eventually.see(() -> assertThat(found(anybody, mark)).contains(with, without));
        assertThat(found(anybody, encoded(mark + text + mark))).containsExactly(with);
        assertThat(hits(anybody, encoded(mark + text))
                        .getFirst()
                        .path("snippet")
                        .asString())
                .startsWith("<mark>" + mark)
                .doesNotContain("<script>");
    }

    @Test
    void drafts_are_found_by_their_author_and_editors_only() {
        String word = Names.unique("secret");
        String draft = ada.draft("A " + word);

        Eventually.see(() -> assertThat(found(ada, word)).containsExactly(draft));
        assertThat(found(editor, word)).containsExactly(draft);
        assertThat(found(bob, word)).isEmpty();
        assertThat(found(anybody, word)).isEmpty();

        ada.post("/api/v1/posts/" + draft + "/publish", null);
        Eventually.see(() -> assertThat(found(anybody, word)).containsExactly(draft));
        ada.post("/api/v1/posts/" + draft + "/archive", null);
        Eventually.see(() -> assertThat(found(bob, word)).isEmpty());
        assertThat(found(ada, word)).containsExactly(draft);
    }

    @Test
    void a_changed_post_is_found_by_its_new_words_only() {
        String old = Names.unique("former");
        String now = Names.unique("present");
        String id = ada.published("Changing " + old, "Content " + old);
        Eventually.see(() -> assertThat(found(anybody, old)).containsExactly(id));

        ada.patch("/api/v1/posts/" + id, Map.of("title", "Changed " + now, "content", "Content " + now));

        Eventually.see(() -> assertThat(found(anybody, now)).containsExactly(id));
        assertThat(found(anybody, old)).isEmpty();
    }

    @Test
    void at_most_fifty_are_found() {
        String word = Names.unique("crowd");
        for (int number = 0; number < 52; number++) {
            ada.published(word + " " + number, "-");
        }
        Eventually.see(() -> assertThat(found(anybody, word + "&limit=50")).hasSize(50));
        assertThat(found(anybody, word)).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "q=", "q=%20%20", "q=a%00b", "q=ok&limit=51", "q=ok&limit=0"})
    void what_cannot_be_searched_for_is_refused(String query) {
        var answer = anybody.get("/api/v1/search?" + query);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("VALIDATION_FAILED");
    }

    @Test
    void neither_is_more_than_anybody_types() {
        assertThat(anybody.get("/api/v1/search?q=" + "x".repeat(201)).status()).isEqualTo(422);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static List<JsonNode> hits(Http caller, String query) {
        return List.copyOf(caller.get("/api/v1/search?q=" + query).data().values());
    }

    private static List<String> found(Http caller, String query) {
        return hits(caller, query).stream()
                .map(hit -> hit.path("id").asString())
                .toList();
    }
}
