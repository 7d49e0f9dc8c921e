package dev.scratchy.benchmarks;

import java.io.IOException;
import java.util.List;

/** The lists of a system with few posts beside those of one with many, and the far end of its list beside the beginning. */
final class Lists implements AutoCloseable {

    /** So many that an author or a comment is one of many, too. */
    private static final int POSTS_PER_USER = 10;

    private static final int COMMENTS = 1;

    private final Sizes sizes;
    private final Connection few;
    private final Connection many;

    Lists(Sizes sizes, RunningSystem few, RunningSystem many) {
        this.sizes = sizes;
        this.few = few.anonymous();
        this.many = many.anonymous();
    }

    static void fill(RunningSystem system, int posts) {
        var log = new LogTables(system);
        log.users(posts / POSTS_PER_USER);
        log.notes(posts);
        log.comments(posts, COMMENTS, posts / POSTS_PER_USER);
    }

    /** The same question, and as long an answer, in the small system and the large one. */
    List<Comparison> bySize() {
        String page = Posts.PATH + "?limit=" + Sizes.LIMIT;
        return List.of(
                bySize("page 1", page),
                bySize("page 1, author and comments included", page + "&include=author,comments"),
                bySize("by author, one of ten", page + "&author=" + LogTables.id('A', 3)),
                bySize("by tag, on every second post", page + "&tag=frequent"),
                bySize("by tag, on every fiftieth", page + "&tag=topic-42"),
                bySize("by tag, on 20", page + "&tag=rare"),
                bySize("by tag, on the oldest tenth", page + "&tag=old"),
                bySize("by author and tag", page + "&tag=frequent&author=" + LogTables.id('A', 4)));
    }

    private Comparison bySize(String name, String path) {
        return new Comparison(name, asking(few, path), asking(many, path));
    }

    /** The first page of the large system, and one behind nine tenths of its posts. */
    List<Comparison> byDepth() throws IOException {
        String page = Posts.PATH + "?limit=" + Sizes.LIMIT;
        String deep = page + "&page=" + sizes.deepPage();
        String next = RunningSystem.json(many.get(deep).expect(200))
                .path("meta")
                .path("next")
                .asString();
        String deepByTag = Posts.PATH + "?limit=" + Sizes.LIMIT + "&tag=frequent&after=";
        return List.of(
                new Comparison("by cursor", asking(many, page + "&after="), asking(many, page + "&after=" + next)),
                new Comparison(
                        "by cursor and tag, on every second post",
                        asking(many, deepByTag),
                        asking(many, deepByTag + next)),
                new Comparison("by page number", asking(many, page), asking(many, deep)));
    }

    private Comparison.Side asking(Connection connection, String path) {
        return Timing.of(sizes.millis(), () -> {
            var answer = connection.get(path).expect(200);
            if (answer.body().length() < 20 * 100) {
                throw new IllegalStateException("Fewer than 20 posts: " + path + " " + answer.body());
            }
        });
    }

    @Override
    public void close() throws IOException {
        few.close();
        many.close();
    }
}
