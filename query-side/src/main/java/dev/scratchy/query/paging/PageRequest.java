package dev.scratchy.query.paging;

import dev.scratchy.shared.problem.FieldProblem;
import dev.scratchy.shared.problem.Invalid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list.
 *
 * @param page counted from 1
 * @param limit rows per page, 1 to 100
 */
public record PageRequest(int page, int limit) implements ListRequest {

    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;

    /**
     * What a request's parameters ask for; absent ones mean the first page of 20.
     *
     * @throws Invalid when one is out of range
     */
    public static PageRequest of(@Nullable Integer page, @Nullable Integer limit) {
        List<FieldProblem> problems = new ArrayList<>();
        if (page != null && page < 1) {
            problems.add(new FieldProblem("page", "must be at least 1"));
        }
        int rows = limit(limit, problems);
        if (!problems.isEmpty()) {
            throw new Invalid(problems);
        }
        return new PageRequest(page == null ? 1 : page, rows);
    }

    static int limit(@Nullable Integer limit, List<FieldProblem> problems) {
        if (limit != null && (limit < 1 || limit > MAX_LIMIT)) {
            problems.add(new FieldProblem("limit", "must be between 1 and " + MAX_LIMIT));
        }
        return limit == null ? DEFAULT_LIMIT : limit;
    }

    /** How many rows come before this page. */
    public long offset() {
        return (page - 1L) * limit;
    }
}
