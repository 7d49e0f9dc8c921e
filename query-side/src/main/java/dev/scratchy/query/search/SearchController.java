package dev.scratchy.query.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scratchy.query.consistency.ReadAfter;
import dev.scratchy.query.consistency.Views;
import dev.scratchy.shared.openapi.Contract;
import dev.scratchy.shared.openapi.Shape;
import dev.scratchy.shared.openapi.Topic;
import dev.scratchy.shared.problem.FieldProblem;
import dev.scratchy.shared.problem.Invalid;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.web.Answer;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Search, over HTTP. Not cached: what is found depends on who asks, and hardly any two people search for the same.
 */
@RestController
class SearchController {

    private static final int LONGEST = 200;
    private static final int MAX_LIMIT = 50;

    private final SearchTable posts;

    SearchController(SearchTable posts) {
        this.posts = posts;
    }

    /** Posts that have {@code q} in their title or content, in whatever case, the best first. */
    @Contract(
            id = "search",
            topic = Topic.SEARCH,
            summary = "Find posts by their words",
            description =
                    "Titles come before contents. Everybody finds published posts, authors also what is their own, editors everything.",
            data = SearchHit.class,
            shape = Shape.LIST,
            refuses = {ProblemCode.VALIDATION_FAILED})
    @GetMapping("/api/v1/search")
    Answer<List<SearchHit>> search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "20") int limit,
            Caller caller,
            ReadAfter after) {
        String query = q.strip();
        List<FieldProblem> problems = new ArrayList<>();
        if (query.isEmpty() || query.codePointCount(0, query.length()) > LONGEST || !isStorable(query)) {
            problems.add(new FieldProblem(
                    "q", "must be 1 to " + LONGEST + " characters without NUL and without unpaired surrogates"));
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            problems.add(new FieldProblem("limit", "must be between 1 and " + MAX_LIMIT));
        }
        if (!problems.isEmpty()) {
            throw new Invalid(problems);
        }
        after.in(Views.SEARCH, Views.POSTS);
        return Answer.of(posts.search(Folding.of(query), limit, caller));
    }

    /** No post can have what PostgreSQL does not store, and PostgreSQL would not even take it as a parameter. */
    private static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && UTF_8.newEncoder().canEncode(text);
    }
}
