package dev.scratchy.query.comment;

import dev.scratchy.query.answering.Answers;
import dev.scratchy.query.answering.StoredAnswer;
import dev.scratchy.query.cache.Cache;
import dev.scratchy.query.cache.CachedQuery;
import dev.scratchy.query.paging.Page;
import dev.scratchy.query.paging.PageRequest;
import dev.scratchy.query.projecting.References;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What can be asked about comments. What is cached says who may see it, which the controller checks for each caller. */
@Component
class CommentQueries {

    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Duration STALE = Duration.ofMinutes(5);

    private record PageKey(String postId, PageRequest page) {

        @Override
        public String toString() {
            return postId + "/" + page.page() + "/" + page.limit();
        }
    }

    /** A page with what it was asked for with. */
    private record Listed(OnPost<Page<CommentView>> page, PageRequest request) {}

    private final CommentTable comments;
    private final Answers answers;
    private final CachedQuery<PageKey, StoredAnswer> pages;

    CommentQueries(CommentTable comments, Answers answers, Cache cache) {
        this.comments = comments;
        this.answers = answers;
        pages = CachedQuery.<PageKey, Listed>named("comments")
                .ttl(TTL)
                .stale(STALE)
                .references(key -> Set.of(References.visibility(key.postId()), References.comments(key.postId())))
                .references((key, listed) -> references(listed.page().answer()))
                .load(key -> comments.page(key.postId(), key.page()).map(page -> new Listed(page, key.page())))
                .in(cache, StoredAnswer.CODEC, this::answer);
    }

    /** Not cached: it is asked for once, by whoever has just written it. */
    Optional<OnPost<CommentView>> byId(String id) {
        return comments.find(id);
    }

    Optional<StoredAnswer> page(String postId, PageRequest page) {
        return pages.get(new PageKey(postId, page));
    }

    private StoredAnswer answer(Listed listed) {
        OnPost<Page<CommentView>> page = listed.page();
        return answers.of(page.answer().answer(listed.request()), page.postAuthorId(), !page.published());
    }

    private static Set<String> references(Page<CommentView> page) {
        Set<String> references = new HashSet<>();
        page.rows().forEach(comment -> references.add(References.user(comment.authorId())));
        return references;
    }
}
