package dev.scratchy.journeys.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A post, as the rules have it. */
final class Post {

    enum Status {
        DRAFT,
        PUBLISHED,
        ARCHIVED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** As lists have them: by when they were published or else begun, the latest first, and by id where that is the same. */
    static final Comparator<Post> LATEST_FIRST = Comparator.<Post, java.time.Instant>comparing(
                    post -> post.listed().from())
            .thenComparing(post -> post.id)
            .reversed();

    final String id;
    final Account author;
    final Moment created;
    String title;
    String slug;
    String content;
    List<String> tags;
    Status status = Status.DRAFT;

    @Nullable
    Moment published;

    /** Whether the followers were told. */
    boolean announced;

    Moment updated;
    long version;
    boolean deleted;

    /** Titles and contents that it had before. */
    final List<String> formerTexts = new ArrayList<>();

    Post(String id, Account author, String title, String slug, String content, List<String> tags, Moment created) {
        this.id = id;
        this.author = author;
        this.title = title;
        this.slug = slug;
        this.content = content;
        this.tags = tags;
        this.created = created;
        this.updated = created;
    }

    Moment listed() {
        return published == null ? created : published;
    }

    boolean is(Status wanted) {
        return status == wanted;
    }

    boolean isVisibleTo(Caller caller) {
        return !deleted && (status == Status.PUBLISHED || caller.isEditor() || caller.is(author));
    }
}
