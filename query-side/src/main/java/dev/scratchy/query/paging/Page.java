package dev.scratchy.query.paging;

import dev.scratchy.shared.web.Answer;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One part of a list.
 *
 * @param total rows in the whole list, or {@code null} when it was asked for by cursor
 * @param next the cursor behind the last of these rows when more follow and they were asked for by cursor
 */
public record Page<T>(
        List<T> rows, @Nullable Long total, @Nullable String next) {

    public Page {
        rows = List.copyOf(rows);
    }

    /** The {@code meta} of a page's answer. */
    record PageMeta(int page, int limit, long total, long totalPages) {}

    /** The {@code meta} of what came after a cursor. */
    record CursorMeta(int limit, @Nullable String next) {}

    /** A page by its number. */
    public static <T> Page<T> of(List<T> rows, long total) {
        return new Page<>(rows, total, null);
    }

    /**
     * What comes after a cursor.
     *
     * @param rowsAndOneMore one row more than the limit when there is one, which tells that more follow
     */
    public static <T> Page<T> after(List<T> rowsAndOneMore, int limit, Function<T, Cursor> cursor) {
        if (rowsAndOneMore.size() <= limit) {
            return new Page<>(rowsAndOneMore, null, null);
        }
        List<T> rows = rowsAndOneMore.subList(0, limit);
        return new Page<>(rows, null, cursor.apply(rows.getLast()).text());
    }

    /** The same part of the list, its rows completed. */
    public Page<T> with(UnaryOperator<List<T>> completed) {
        return new Page<>(completed.apply(rows), total, next);
    }

    /** The page as it goes out. */
    public Answer<List<T>> answer(ListRequest request) {
        return switch (request) {
            case PageRequest page -> {
                long all = total == null ? 0 : total;
                long pages = (all + page.limit() - 1) / page.limit();
                yield new Answer<>(rows, new PageMeta(page.page(), page.limit(), all, pages));
            }
            case CursorRequest cursor -> new Answer<>(rows, new CursorMeta(cursor.limit(), next));
        };
    }
}
