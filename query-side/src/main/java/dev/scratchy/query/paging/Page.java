package dev.scratchy.query.paging;

import dev.scratchy.shared.web.Answer;
import java.util.List;

/**
 * One page of a list.
 *
 * @param total rows on all pages
 */
public record Page<T>(List<T> rows, long total) {

    public Page {
        rows = List.copyOf(rows);
    }

    /** The {@code meta} of a page's answer. */
    record Meta(int page, int limit, long total, long totalPages) {}

    /** The page as it goes out. */
    public Answer<List<T>> answer(PageRequest request) {
        long pages = (total + request.limit() - 1) / request.limit();
        return new Answer<>(rows, new Meta(request.page(), request.limit(), total, pages));
    }
}
