package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** An event that a projection cannot digest is put aside with what must not overtake it; everything else goes on. */
class DeadLetterJourneyTest {

    private static final String POSTS = "/api/v1/posts";
    private static final String ADMIN = "/api/v1/admin";
    private static final String LETTERS = ADMIN + "/dead-letters";
    private static final Duration LATEST = Duration.ofSeconds(30);

    private final Http anybody = RunningSystem.http();
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final Http bob = anybody.as(Names.unique("bob"), "author");
    private final Http admin = anybody.as(Names.unique("root"), "admin");
    private final JdbcClient jdbc = RunningSystem.bean(JdbcClient.class);

    @BeforeEach
    void some_titles_and_comments_cannot_be_written() {
        Eventually.caughtUp(admin);
        jdbc.sql("ALTER TABLE post ADD CONSTRAINT no_such_title CHECK (title NOT LIKE 'Unwritable%') NOT VALID")
                .update();
        jdbc.sql("ALTER TABLE comment ADD CONSTRAINT no_such_comment CHECK (content NOT LIKE 'Unwritable%') NOT VALID")
                .update();
    }

    @AfterEach
    void nothing_is_left() {
        theFaultIsMended();
        Eventually.see(LATEST, () -> {
            for (String projection : ViewContents.projections()) {
                admin.post(LETTERS + "/retry?projection=" + projection, null);
            }
            assertThat(letters()).isEmpty();
        });
    }

    private void theFaultIsMended() {
        jdbc.sql("ALTER TABLE post DROP CONSTRAINT IF EXISTS no_such_title").update();
        jdbc.sql("ALTER TABLE comment DROP CONSTRAINT IF EXISTS no_such_comment")
                .update();
    }

    @Test
    void what_fails_waits_with_its_sequence_while_the_rest_flows_and_one_retry_makes_it_right() {
        String slug = Names.unique("poison");
        String poisoned = POSTS + "/"
                + ada.post(POSTS, Map.of("title", "Before", "slug", slug)).text("id");
        String other = POSTS + "/" + ada.draft("Another");
        Eventually.caughtUp(admin);

        ada.patch(poisoned, Map.of("title", "Unwritable", "slug", slug + "-2"));
        ada.put(poisoned + "/tags/later", null);
        ada.patch(other, Map.of("title", "Changed"));
        ada.post(POSTS, Map.of("title", "Takes the slug", "slug", slug));

        Eventually.see(LATEST, () -> {
            assertThat(ada.get(other).text("title")).isEqualTo("Changed");
            assertThat(letters()).hasSize(2);
        });
        Eventually.caughtUp(admin);
        assertThat(ada.get(poisoned).text("title")).isEqualTo("Before");
        Eventually.see(
                () -> assertThat(projection("posts").path("state").asString()).isEqualTo("running"));
        assertThat(projection("posts").path("deadLetters").asLong()).isEqualTo(2);
        JsonNode first = letters().getFirst();
        JsonNode second = letters().getLast();
        assertThat(first.path("error").path("type").asString()).isEqualTo("DataIntegrityViolationException");
        assertThat(first.path("type").asString()).isEqualTo("PostUpdated");
        assertThat(first.path("payload").path("title").asString()).isEqualTo("Unwritable");
        assertThat(second.path("error").isNull()).isTrue();
        assertThat(second.path("sequence")).isEqualTo(first.path("sequence"));

        Answer inVain = admin.post(LETTERS + "/" + first.path("id").asString() + "/retry", null);
        assertThat(inVain.data().path("retried").asInt()).isZero();
        assertThat(letters().getFirst().path("attempts").asInt()).isEqualTo(2);

        theFaultIsMended();
        Answer retried = admin.post(LETTERS + "/" + second.path("id").asString() + "/retry", null);

        assertThat(retried.data().path("retried").asInt()).isEqualTo(2);
        assertThat(retried.data().path("remaining").asInt()).isZero();
        assertThat(ada.get(poisoned).text("title")).isEqualTo("Unwritable");
        assertThat(ada.get(poisoned).data().path("tags").path(0).asString()).isEqualTo("later");
        assertThat(admin.get(LETTERS + "/decisions?projection=posts&limit=3")
                        .data()
                        .values())
                .extracting(decision -> decision.path("decision").asString())
                .containsExactly("retried", "retried", "failed");
        assertSameAsFoldedAnew("posts");
    }

    @Test
    void comments_wait_with_the_end_of_their_post_and_the_other_comments_do_not() {
        String post = ada.published("With comments");
        String another = ada.published("With others");
        Eventually.caughtUp(admin);
        bob.comment(post, "Unwritable");
        bob.comment(post, "Fine");
        bob.comment(another, "Fine as well");

        Eventually.see(LATEST, () -> {
            assertThat(anybody.get(POSTS + "/" + another + "/comments").data().size())
                    .isEqualTo(1);
            assertThat(anybody.get(POSTS + "/" + post + "/comments").data().size())
                    .isEqualTo(1);
            assertThat(letters()).hasSize(1);
        });
        ada.delete(POSTS + "/" + post);
        Eventually.see(LATEST, () -> assertThat(letters()).hasSize(2));

        theFaultIsMended();
        assertThat(admin.post(LETTERS + "/retry?projection=comments", null)
                        .data()
                        .path("retried")
                        .asInt())
                .isEqualTo(2);
        assertSameAsFoldedAnew("comments");
    }

    @Test
    void an_event_that_cannot_be_read_is_put_aside_too_and_one_that_is_discarded_stops_no_replay() {
        theFaultIsMended();
        String post = ada.draft("Readable");
        Eventually.caughtUp(admin);
        long position = Stored.appendUnreadable(post, 1);
        ada.draft("Behind it");

        Eventually.see(
                LATEST,
                () -> assertThat(letters())
                        .extracting(letter -> letter.path("projection").asString())
                        .containsExactlyInAnyOrder("posts", "search"));
        Eventually.caughtUp(admin);
        String replay = admin.post(ADMIN + "/projections/posts/replay", null).header("location");
        Answer failed = Eventually.ended(admin, replay);
        assertThat(failed.text("state")).isEqualTo("failed");
        assertThat(failed.text("error")).endsWith("at position " + position);
        assertThat(letters()).as("the live one is as it was").hasSize(2);

        for (JsonNode letter : letters()) {
            String path = LETTERS + "/" + letter.path("id").asString();
            assertThat(admin.delete(path).status()).isEqualTo(400);
            assertThat(admin.delete(path + "?reason=%20").code()).isEqualTo("VALIDATION_FAILED");
            assertThat(admin.delete(path + "?reason=Written%20by%20hand").status())
                    .isEqualTo(200);
            assertThat(admin.delete(path + "?reason=Written%20by%20hand").code())
                    .isEqualTo("NOT_FOUND");
        }
        assertThat(admin.get(LETTERS + "/decisions?limit=1")
                        .data()
                        .path(0)
                        .path("reason")
                        .asString())
                .isEqualTo("Written by hand");
        assertSameAsFoldedAnew("posts");
        assertSameAsFoldedAnew("search");
    }

    @Test
    void a_replay_with_the_fault_mended_puts_the_letters_into_the_view() {
        String post = POSTS + "/" + ada.draft("Before");
        Eventually.caughtUp(admin);
        ada.patch(post, Map.of("title", "Unwritable again"));
        Eventually.see(LATEST, () -> assertThat(letters()).hasSize(1));

        theFaultIsMended();
        assertSameAsFoldedAnew("posts");

        assertThat(letters()).isEmpty();
        assertThat(ada.get(post).text("title")).isEqualTo("Unwritable again");
        assertThat(admin.get(LETTERS + "/decisions?limit=1")
                        .data()
                        .path(0)
                        .path("decision")
                        .asString())
                .isEqualTo("replayed");
    }

    private void assertSameAsFoldedAnew(String projection) {
        Eventually.caughtUp(admin);
        Map<String, String> live = ViewContents.of(projection);
        String replay = admin.post(ADMIN + "/projections/" + projection + "/replay", null)
                .header("location");
        boolean hadLetters = !letters().isEmpty();
        Eventually.completed(admin, replay);
        if (!hadLetters) {
            assertThat(ViewContents.of(projection)).isEqualTo(live);
        }
    }

    private List<JsonNode> letters() {
        return List.copyOf(admin.get(LETTERS + "?limit=100").data().values());
    }

    private JsonNode projection(String name) {
        return admin.get(ADMIN + "/projections").data().values().stream()
                .filter(projection -> projection.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
