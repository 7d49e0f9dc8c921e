package dev.scratchy.journeys.model;

import dev.scratchy.journeys.Eventually;
import dev.scratchy.journeys.Http.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Questions and what was answered.
 *
 * @param texts one for each question, all that may be compared to the last byte
 */
record Answers(List<Question> questions, List<String> texts) {

    /** An invalidation may be a moment behind the projection that it belongs to. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final int SHOWN = 5;

    /** Asks until every answer is right. */
    static Answers to(List<Question> questions) {
        @Nullable String[] texts = new @Nullable String[questions.size()];
        if (!ask(questions, texts).isEmpty()) {
            Eventually.see(SOON, () -> {
                List<String> differences = ask(questions, texts);
                if (!differences.isEmpty()) {
                    throw new AssertionError(differences.size() + " answers are wrong; the first:\n"
                            + String.join("\n", differences.subList(0, Math.min(SHOWN, differences.size()))));
                }
            });
        }
        return new Answers(
                questions, Stream.of(texts).map(Objects::requireNonNull).toList());
    }

    /** Asks what was not answered rightly yet, and tells what still is not. */
    private static List<String> ask(List<Question> questions, @Nullable String[] texts) {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            if (texts[i] == null) {
                Question question = questions.get(i);
                List<Answer> answers = question.ask();
                String difference = question.difference(answers);
                if (difference == null) {
                    texts[i] = text(answers);
                } else {
                    differences.add("GET " + question.path() + " by " + question.caller() + "\n  " + difference);
                }
            }
        }
        return differences;
    }

    /** What was answered otherwise then. */
    List<String> differences(Answers then) {
        return IntStream.range(0, texts.size())
                .filter(i -> !texts.get(i).equals(then.texts.get(i)))
                .mapToObj(i -> questions.get(i).path() + " by "
                        + questions.get(i).caller() + "\n  " + then.texts.get(i) + "\n  " + texts.get(i))
                .toList();
    }

    private static String text(List<Answer> answers) {
        return String.join(
                "\n",
                answers.stream()
                        .map(answer -> answer.status() + " " + answer.header("etag") + " " + answer.header("location")
                                + " " + answer.raw().body())
                        .toList());
    }
}
