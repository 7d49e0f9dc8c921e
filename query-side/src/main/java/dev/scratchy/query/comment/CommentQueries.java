package dev.scratchy.query.comment;

import dev.scratchy.query.cache.Cache;
import dev.scratchy.query.cache.CachedQuery;
import dev.scratchy.query.cache.JsonCodec;
import dev.scratchy.query.paging.Page;
import dev.scratchy.query.paging.PageRequest;
import dev.scratchy.query.projecting.References;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

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

    private final CommentTable comments;
    private final CachedQuery<PageKey, OnPost<Page<CommentView>>> pages;

    CommentQueries(CommentTable comments, Cache cache, JsonMapper json) {
        this.comments = comments;
        pages = CachedQuery.<PageKey, OnPost<Page<CommentView>>>named(
                        "comments", cache, JsonCodec.of(json, new TypeReference<OnPost<Page<CommentView>>>() {}))
                .ttl(TTL)
                .stale(STALE)
                .references((key, page) -> references(key.postId(), page.answer()))
                .load(key -> comments.page(key.postId(), key.page()));
    }

    /** Not cached: it is asked for once, by whoever has just written it. */
    Optional<OnPost<CommentView>> byId(String id) {
        return comments.find(id);
    }

    Optional<OnPost<Page<CommentView>>> page(String postId, PageRequest page) {
        return pages.get(new PageKey(postId, page));
    }

    private static Set<String> references(String postId, Page<CommentView> page) {
        Set<String> references = new HashSet<>();
        references.add(References.post(postId));
        references.add(References.comments(postId));
        page.rows().forEach(comment -> references.add(References.user(comment.authorId())));
        return references;
    }
}
