package dev.scratchy.query.paging;

import dev.scratchy.shared.problem.FieldProblem;
import dev.scratchy.shared.problem.Invalid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which part of a list: a page by its number, or what comes after a cursor. */
public sealed interface ListRequest permits PageRequest, CursorRequest {

    /** Rows at most, 1 to 100. */
    int limit();

    /**
     * What a request's parameters ask for; without any, the first page of 20.
     *
     * @throws Invalid when one is out of range, or both a page and a cursor are given
     */
    static ListRequest of(@Nullable Integer page, @Nullable String after, @Nullable Integer limit) {
        if (after == null) {
            return PageRequest.of(page, limit);
        }
        List<FieldProblem> problems = new ArrayList<>();
        if (page != null) {
            problems.add(new FieldProblem("page", "cannot be given together with after"));
        }
        int rows = PageRequest.limit(limit, problems);
        if (!problems.isEmpty()) {
            throw new Invalid(problems);
        }
        return new CursorRequest(Cursor.of(after), rows);
    }
}
