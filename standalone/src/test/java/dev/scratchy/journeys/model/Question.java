package dev.scratchy.journeys.model;

import dev.scratchy.journeys.Http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Something that can be read, and what must be answered. */
sealed interface Question {

    Caller caller();

    String path();

    /** Asks. */
    List<Answer> ask();

    /** What is wrong with the answers, or {@code null}. */
    @Nullable
    String difference(List<Answer> answers);

    /**
     * One answer with a body.
     *
     * @param etag empty when no version tells it: then it is made of the content, if there is one
     */
    record Found(Caller caller, String path, Object body, String etag) implements Question {

        @Override
        public List<Answer> ask() {
            return List.of(caller.http().get(path));
        }

        @Override
        public @Nullable String difference(List<Answer> answers) {
            Answer answer = answers.getFirst();
            if (answer.status() != 200) {
                return "expected 200 but was " + answer.status() + " "
                        + answer.raw().body();
            }
            Set<String> possible =
                    etag.isEmpty() ? Set.of("", Shown.etag(answer.raw().body())) : Set.of(etag);
            return possible.contains(answer.header("etag"))
                    ? Expected.difference(body, answer.json(), "")
                    : "expected the ETag " + possible + " but was " + answer.header("etag");
        }
    }

    /** One answer that says no. */
    record Refused(Caller caller, String path, Refusal refusal) implements Question {

        @Override
        public List<Answer> ask() {
            return List.of(caller.http().get(path));
        }

        @Override
        public @Nullable String difference(List<Answer> answers) {
            Answer answer = answers.getFirst();
            return answer.status() == refusal.status && answer.code().equals(refusal.name())
                    ? null
                    : "expected " + refusal + " but was " + answer.status() + " "
                            + answer.raw().body();
        }
    }

    /** One answer that leads elsewhere. */
    record Moved(Caller caller, String path, String location) implements Question {

        @Override
        public List<Answer> ask() {
            return List.of(caller.http().get(path));
        }

        @Override
        public @Nullable String difference(List<Answer> answers) {
            Answer answer = answers.getFirst();
            return answer.status() == 301 && answer.header("location").equals(location)
                    ? null
                    : "expected 301 to " + location + " but was " + answer.status() + " " + answer.header("location");
        }
    }

    /**
     * A list from its beginning to its end, by cursor.
     *
     * @param path with all parameters but {@code after} and {@code limit}, and a {@code ?}
     */
    record Walk(Caller caller, String path, int limit, List<?> rows) implements Question {

        @Override
        public List<Answer> ask() {
            List<Answer> answers = new ArrayList<>();
            String next = "";
            do {
                Answer answer = caller.http().get(path + "&limit=" + limit + "&after=" + next);
                answers.add(answer);
                next = answer.json().path("meta").path("next").asString("");
            } while (!next.isEmpty() && answers.size() <= rows.size() + 1);
            return answers;
        }

        @Override
        public @Nullable String difference(List<Answer> answers) {
            for (int i = 0; i < answers.size(); i++) {
                Answer answer = answers.get(i);
                List<?> part = rows.subList(Math.min(i * limit, rows.size()), Math.min((i + 1) * limit, rows.size()));
                JsonNode json = answer.json();
                boolean last = (i + 1) * limit >= rows.size();
                String difference = Expected.difference(
                        Expected.object(
                                "data", part, "meta", Expected.object("limit", limit, "next", Questions.next(!last))),
                        json,
                        "part " + (i + 1));
                if (difference != null) {
                    return difference;
                }
            }
            return null;
        }
    }
}
