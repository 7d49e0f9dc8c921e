package dev.scratchy.query.post;

import dev.scratchy.query.consistency.Views;
import dev.scratchy.shared.problem.Invalid;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a post is answered together with.
 *
 * @param author who wrote it
 * @param comments the latest of its comments
 */
record Include(boolean author, boolean comments) {

    static final Include NOTHING = new Include(false, false);

    private static final String AUTHOR = "author";
    private static final String COMMENTS = "comments";

    /** The views that a post is answered from; that of comments also has their number. */
    Set<String> views() {
        return author || comments
                ? Set.of(Views.POSTS, Views.COMMENTS, Views.USERS)
                : Set.of(Views.POSTS, Views.COMMENTS);
    }

    /**
     * What a request's parameter asks for.
     *
     * @throws Invalid when it names something else
     */
    static Include of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return NOTHING;
        }
        List<String> parts =
                Stream.of(text.split(",", -1)).map(String::strip).distinct().toList();
        if (!List.of(AUTHOR, COMMENTS).containsAll(parts)) {
            throw new Invalid("include", "must be author, comments or author,comments");
        }
        return new Include(parts.contains(AUTHOR), parts.contains(COMMENTS));
    }
}
