package dev.scratchy.journeys.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Eventually;
import dev.scratchy.journeys.Http;
import dev.scratchy.journeys.Names;
import dev.scratchy.journeys.RunningSystem;
import dev.scratchy.journeys.ViewContents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whichever events cannot be digested, of whatever happens in whatever order: when the fault is mended and the letters were tried
 * again, every view is what a fresh fold makes of the log.
 */
@Tag("soak")
class PoisonJourneyTest {

    private static final Logger log = LoggerFactory.getLogger(PoisonJourneyTest.class);

    private static final int COMMANDS = Integer.getInteger("poison.commands", 150);

    /** Ids and names are of no seed, so what they poison is left to chance; a run of commands misses a projection now and then. */
    private static final int RUNS = 10;

    private static final Duration LATEST = Duration.ofSeconds(60);

    private static final List<String> FOLDED_IN_PARTS = List.of("posts", "users", "comments", "search");

    private static final String ADMIN = "/api/v1/admin/";

    /** What decides whether a row of a table can be written, and of how many rows one cannot. */
    private static final Map<String, String> POISON = Map.of(
            "post", "title|9",
            "post_former_slug", "slug|4",
            "post_search", "title|9",
            "user_account", "display_name|5",
            "follow", "follower_id || followed_id|5",
            "comment", "content|7",
            "notification", "id|9",
            "notification_follower", "follower_id || author_id|7");

    private final JdbcClient jdbc = RunningSystem.bean(JdbcClient.class);
    private final Http admin = RunningSystem.http().as(Names.unique("root"), "admin");

    static LongStream seeds() {
        Long given = Long.getLong("poison.seed");
        return given != null ? LongStream.of(given) : LongStream.rangeClosed(2, 1 + Long.getLong("poison.seeds", 1));
    }

    /** With an even seed, in two segments. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void after_a_retry_every_view_is_what_a_fresh_fold_makes(long seed) {
        log.info("-Dpoison.seed={} -Dpoison.commands={}", seed, COMMANDS);
        Eventually.caughtUp(LATEST, admin);
        if (seed % 2 == 0) {
            divide("split", 2);
        }
        poison(seed);
        var commands = commands(seed);
        Map<String, Long> letters = Map.of();
        for (int run = 0; run < RUNS && letters.size() < FOLDED_IN_PARTS.size(); run++) {
            for (int i = 0; i < COMMANDS; i++) {
                commands.wish();
            }
            Eventually.caughtUp(LATEST, admin);
            letters = letters();
            log.info("Letters: {}", letters);
        }
        assertThat(letters).as("what was to be shown").hasSizeGreaterThanOrEqualTo(FOLDED_IN_PARTS.size());

        mend();
        for (String projection : ViewContents.projections()) {
            assertThat(admin.post(ADMIN + "dead-letters/retry?projection=" + projection, null)
                            .data()
                            .path("remaining")
                            .asLong())
                    .as(projection)
                    .isZero();
        }

        Map<String, Map<String, String>> retried = contents();
        ViewContents.projections().stream()
                .map(projection -> admin.post(ADMIN + "projections/" + projection + "/replay", null)
                        .header("location"))
                .toList()
                .forEach(replay -> Eventually.completed(admin, replay));
        assertThat(contents()).as("-Dpoison.seed=%d", seed).isEqualTo(retried);
    }

    private static RandomCommands commands(long seed) {
        var model = new Model();
        Run run = Run.named(Names.unique("p"));
        var people = new People(RunningSystem.http(), model, run);
        List.of("_ada", "_bob", "_cyd").forEach(name -> people.join(run.name() + name, Set.of("author")));
        return new RandomCommands(new Random(seed), model, people, run, () -> {});
    }

    private void poison(long seed) {
        POISON.forEach((table, which) -> {
            String[] parts = which.split("\\|(?=\\d)", 2);
            jdbc.sql("ALTER TABLE %s ADD CONSTRAINT poison CHECK (hashtext(%s || '%d') %% %s <> 0) NOT VALID"
                            .formatted(table, parts[0], seed, parts[1]))
                    .update();
        });
    }

    @AfterEach
    void mend() {
        POISON.keySet()
                .forEach(table -> jdbc.sql("ALTER TABLE %s DROP CONSTRAINT IF EXISTS poison".formatted(table))
                        .update());
    }

    @AfterEach
    void one_segment_each() {
        divide("merge", 1);
        Eventually.allRun(admin);
    }

    private void divide(String how, int segments) {
        for (String projection : FOLDED_IN_PARTS) {
            admin.post(ADMIN + "projections/" + projection + "/" + how, null);
        }
        Eventually.see(
                LATEST,
                () -> assertThat(admin.get(ADMIN + "projections").data().values())
                        .allSatisfy(projection -> assertThat(
                                        projection.path("segments").size())
                                .isEqualTo(projection.path("name").asString().equals("notifications") ? 1 : segments)));
    }

    private Map<String, Long> letters() {
        Map<String, Long> letters = new TreeMap<>();
        admin.get(ADMIN + "projections").data().values().forEach(projection -> {
            long some = projection.path("deadLetters").asLong();
            if (some > 0) {
                letters.put(projection.path("name").asString(), some);
            }
        });
        return letters;
    }

    private static Map<String, Map<String, String>> contents() {
        Map<String, Map<String, String>> contents = new TreeMap<>();
        ViewContents.projections().forEach(projection -> contents.put(projection, ViewContents.of(projection)));
        return contents;
    }
}
