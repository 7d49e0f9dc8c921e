package dev.scratchy.query.comment;

import dev.scratchy.query.answering.Answers;
import dev.scratchy.query.answering.StoredAnswer;
import dev.scratchy.query.answering.StoredAnswer.Audience;
import dev.scratchy.query.cache.Cache;
import dev.scratchy.query.cache.CachedQuery;
import dev.scratchy.query.paging.Page;
import dev.scratchy.query.paging.PageRequest;
import dev.scratchy.query.projecting.References;
import dev.scratchy.shared.web.Answer;
import dev.scratchy.shared.web.VersionTag;
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
    private record Listed(OnPost<Page<CommentView>> page, PageKey key) {}

    private final CommentTable comments;
    private final Answers answers;
    private final CachedQuery<PageKey, StoredAnswer> pages;

    CommentQueries(CommentTable comments, Answers answers, Cache cache) {
        this.comments = comments;
        this.answers = answers;
        pages = CachedQuery.<PageKey, Listed>named("comments")
                .ttl(TTL)
                .stale(STALE)
                .references(CommentQueries::references)
                .references((key, listed) -> references(listed.page().answer()))
                .load(key -> comments.page(key.postId(), key.page()).map(page -> new Listed(page, key)))
                .in(cache, StoredAnswer.CODEC, this::answer);
    }

    /** Not cached: it is asked for once, by whoever has just written it. */
    Optional<StoredAnswer> byId(String id) {
        return comments.find(id).map(this::answer);
    }

    Optional<StoredAnswer> page(String postId, PageRequest page) {
        return pages.get(new PageKey(postId, page));
    }

    /** The author's version is the second number: the answer shows the name as well. */
    private StoredAnswer answer(OnPost<CommentTable.Single> found) {
        CommentView comment = found.answer().comment();
        Set<String> references = Set.of(
                References.visibility(comment.postId()),
                References.comments(comment.postId()),
                References.user(comment.authorId()));
        return answers.of(
                        Answer.of(comment),
                        VersionTag.of(comment.version(), found.answer().authorVersion()),
                        comment.updatedAt(),
                        Audience.EVERYBODY,
                        references)
                .ownedBy(found.postAuthorId(), !found.published());
    }

    private StoredAnswer answer(Listed listed) {
        OnPost<Page<CommentView>> page = listed.page();
        Set<String> references = references(page.answer());
        references.addAll(references(listed.key()));
        return answers.of(page.answer().answer(listed.key().page()), references)
                .ownedBy(page.postAuthorId(), !page.published());
    }

    private static Set<String> references(PageKey key) {
        return Set.of(References.visibility(key.postId()), References.comments(key.postId()));
    }

    private static Set<String> references(Page<CommentView> page) {
        Set<String> references = new HashSet<>();
        page.rows().forEach(comment -> references.add(References.user(comment.authorId())));
        return references;
    }
}
