package dev.scratchy.journeys.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Eventually;
import dev.scratchy.journeys.Http.Answer;
import dev.scratchy.journeys.Names;
import dev.scratchy.journeys.RunningSystem;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Whatever is wished for in whatever order, the system answers as the model of its rules does, and shows everybody what the model
 * shows them: while it goes on, and when every view was folded anew.
 *
 * <p>{@code -Dmodel.seed=7 -Dmodel.commands=500} runs one sequence of that length, to look for more; without, there are three that
 * are always the same.
 */
class ModelJourneyTest {

    private static final Logger log = LoggerFactory.getLogger(ModelJourneyTest.class);

    private static final int COMMANDS = Integer.getInteger("model.commands", 200);

    /** Comparisons on the way, after which the cache is warm with what then changes. */
    private static final int STOPS = 2;

    private static final List<String> PROJECTIONS = List.of("comments", "notifications", "posts", "search", "users");

    private static final String ADMIN = "/api/v1/admin/";

    static LongStream seeds() {
        Long given = Long.getLong("model.seed");
        return given != null ? LongStream.of(given) : LongStream.of(1, 2, 3);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everything_is_as_the_model_says_and_so_it_is_after_a_replay(long seed) {
        log.info("-Dmodel.seed={} -Dmodel.commands={}", seed, COMMANDS);
        var random = new Random(seed);
        var model = new Model();
        Run run = Run.named(Names.unique("m"));
        var people = new People(RunningSystem.http(), model, run);
        List.of("_ada", "_bob", "_cyd").forEach(name -> people.join(run.name() + name, Set.of("author")));
        var commands = new RandomCommands(random, model, people, run, () -> learnIds(model, people));
        try {
            Answers before = compareOnTheWay(seed, model, run, people, commands);
            replayEverything(people.admin());
            assertThat(Answers.to(before.questions()).differences(before)).isEmpty();
            log.info(
                    "{}, {} questions, {}",
                    commands.answers(),
                    before.questions().size(),
                    model);
        } catch (AssertionError | ConditionTimeoutException failure) {
            List<String> history = commands.history();
            throw new AssertionError(
                    "-Dmodel.seed=%d -Dmodel.commands=%d%n%s%nThe last wishes:%n%s"
                            .formatted(
                                    seed,
                                    COMMANDS,
                                    failure.getMessage(),
                                    String.join(
                                            "\n", history.subList(Math.max(0, history.size() - 10), history.size()))),
                    failure);
        }
    }

    /** The last comparison. */
    private static Answers compareOnTheWay(long seed, Model model, Run run, People people, RandomCommands commands) {
        var random = new Random(seed);
        var glances = new Glances(model, people, random);
        Answers last = new Answers(List.of(), List.of());
        for (int stop = 1; stop <= STOPS; stop++) {
            for (int i = 0; i < COMMANDS / STOPS; i++) {
                commands.wish();
                glances.glance();
            }
            Eventually.caughtUp(people.admin().http());
            last = Answers.to(Questions.about(model, people, run, random));
        }
        return last;
    }

    private static void replayEverything(Caller admin) {
        List<String> replays = PROJECTIONS.stream()
                .map(name -> admin.http().post(ADMIN + "projections/" + name + "/replay", null))
                .map(begun -> begun.header("location"))
                .toList();
        replays.forEach(replay -> Eventually.completed(admin.http(), replay));
        Eventually.caughtUp(admin.http());
    }

    /** Each notification gets the id that it is shown with. */
    private static void learnIds(Model model, People people) {
        Eventually.caughtUp(people.admin().http());
        model.notices.stream().map(notice -> notice.receiver).distinct().forEach(receiver -> {
            Answer shown = people.as(receiver).http().get("/api/v1/me/notifications?limit=100");
            for (JsonNode each : shown.data().values()) {
                model.noticesOf(receiver).stream()
                        .filter(notice -> tells(each, notice))
                        .forEach(notice -> notice.id = each.path("id").asString());
            }
        });
    }

    private static boolean tells(JsonNode shown, Notice notice) {
        return notice.post.id.equals(shown.path("postId").asString(""))
                && (notice.comment == null ? "" : notice.comment.id)
                        .equals(shown.path("commentId").asString(""));
    }
}
