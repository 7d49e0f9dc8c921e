package dev.scratchy.query.post;

import static java.util.Objects.requireNonNullElse;

import dev.scratchy.query.answering.Answers;
import dev.scratchy.query.answering.StoredAnswer;
import dev.scratchy.query.answering.StoredAnswer.Audience;
import dev.scratchy.query.cache.Cache;
import dev.scratchy.query.cache.CachedQuery;
import dev.scratchy.query.paging.CursorRequest;
import dev.scratchy.query.paging.ListRequest;
import dev.scratchy.query.paging.Page;
import dev.scratchy.query.paging.PageRequest;
import dev.scratchy.query.post.Related.LatestComment;
import dev.scratchy.query.projecting.References;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.web.Answer;
import dev.scratchy.shared.web.VersionTag;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What can be asked about posts. Cached is only what every caller may see or what the controller checks again for each: lists
 * of drafts and feeds depend on who asks, and always come from the tables. What is included with posts is part of the cached
 * answer, which names everything that it was made of.
 */
@Component
class PostQueries {

    private static final Duration POST_TTL = Duration.ofMinutes(5);
    private static final Duration LIST_TTL = Duration.ofMinutes(1);
    private static final Duration STALE = Duration.ofMinutes(5);

    /** A post by whatever names it. */
    private record PostKey(String name, Include include) {

        @Override
        public String toString() {
            return name + suffix(include);
        }
    }

    private record ListKey(PostFilter filter, ListRequest request, Include include) {

        /** Unambiguous: an absent part is empty, which no given one can be. */
        @Override
        public String toString() {
            return String.join(
                            "/",
                            filter.status().name(),
                            requireNonNullElse(filter.author(), ""),
                            requireNonNullElse(filter.tag(), ""),
                            switch (request) {
                                case PageRequest page -> Integer.toString(page.page());
                                case CursorRequest cursor ->
                                    "after " + cursor.after().at() + " "
                                            + cursor.after().id();
                            },
                            Integer.toString(request.limit()))
                    + suffix(include);
        }
    }

    /** A post with what was asked to be included with it. */
    private record Shown(PostView post, Include include) {}

    /** A page with what it was asked for with. */
    private record Listed(Page<PostSummary> page, ListKey key) {}

    private final PostListTable lists;
    private final PostRelatedTable related;
    private final Answers answers;
    private final CachedQuery<PostKey, StoredAnswer> byId;
    private final CachedQuery<PostKey, StoredAnswer> bySlug;
    private final CachedQuery<String, StoredAnswer> byFormerSlug;
    private final CachedQuery<ListKey, StoredAnswer> published;
    private final CachedQuery<ListKey, StoredAnswer> publishedBy;
    private final CachedQuery<String, StoredAnswer> tags;

    PostQueries(PostTable posts, PostListTable lists, PostRelatedTable related, Answers answers, Cache cache) {
        this.lists = lists;
        this.related = related;
        this.answers = answers;
        byId = CachedQuery.<PostKey, Shown>named("post")
                .ttl(POST_TTL)
                .stale(STALE)
                .references(key -> Set.of(References.post(key.name())))
                .references((key, shown) -> references(shown))
                .load(key -> posts.find(key.name()).map(post -> shown(post, key.include())))
                .in(cache, StoredAnswer.CODEC, this::answer);
        bySlug = CachedQuery.<PostKey, Shown>named("post-by-slug")
                .ttl(POST_TTL)
                .stale(STALE)
                .references(key -> Set.of(References.slug(key.name())))
                .references((key, shown) -> references(shown))
                .load(key -> posts.findBySlug(key.name()).map(post -> shown(post, key.include())))
                .in(cache, StoredAnswer.CODEC, this::answer);
        byFormerSlug = CachedQuery.<String, PostView>named("post-by-former-slug")
                .ttl(POST_TTL)
                .stale(STALE)
                .references(slug -> Set.of(References.slug(slug)))
                .references((slug, post) -> Set.of(References.post(post.id())))
                .load(posts::findByFormerSlug)
                .in(cache, StoredAnswer.CODEC, PostQueries::moved);
        published = CachedQuery.<ListKey, Listed>named("posts")
                .ttl(LIST_TTL)
                .stale(STALE)
                .references((key, listed) -> references(listed))
                .load(key -> Optional.of(listed(key)))
                .in(cache, StoredAnswer.CODEC, this::answer);
        publishedBy = CachedQuery.<ListKey, Listed>named("posts-by-author")
                .ttl(LIST_TTL)
                .stale(STALE)
                .references(key -> Set.of(References.POSTS, References.registration(author(key))))
                .references((key, listed) -> references(listed))
                .load(key -> Optional.of(listed(key))
                        .filter(listed -> !listed.page().rows().isEmpty() || lists.userExists(author(key))))
                .in(cache, StoredAnswer.CODEC, this::answer);
        tags = CachedQuery.<String, List<TagCount>>named("tags")
                .ttl(LIST_TTL)
                .stale(STALE)
                .references(key -> Set.of(References.TAGS))
                .load(key -> Optional.of(lists.tags()))
                .in(cache, StoredAnswer.CODEC, counts -> answers.of(Answer.of(counts), Set.of(References.TAGS)));
    }

    Optional<StoredAnswer> byId(String id, Include include) {
        return byId.get(new PostKey(id, include));
    }

    Optional<StoredAnswer> bySlug(String slug, Include include) {
        return bySlug.get(new PostKey(slug, include));
    }

    /** Where a post is now that had this slug before. */
    Optional<StoredAnswer> byFormerSlug(String slug) {
        return byFormerSlug.get(slug);
    }

    StoredAnswer list(PostFilter filter, ListRequest request, Include include) {
        var key = new ListKey(filter, request, include);
        return filter.status() == PostStatus.PUBLISHED
                ? published.get(key).orElseThrow()
                : answers.ofCaller(answerable(listed(key)));
    }

    /** What one user has published; nothing when there is no such user. */
    Optional<StoredAnswer> publishedBy(UserId author, ListRequest request, Include include) {
        return publishedBy.get(
                new ListKey(new PostFilter(PostStatus.PUBLISHED, author.value(), null), request, include));
    }

    /** What those whom a reader follows have published. */
    StoredAnswer feed(UserId reader, ListRequest request, Include include) {
        return answers.ofCaller(
                completed(lists.feed(reader.value(), request), include).answer(request));
    }

    StoredAnswer tags() {
        return tags.get("all").orElseThrow();
    }

    private static String author(ListKey key) {
        return requireNonNullElse(key.filter().author(), "");
    }

    private Shown shown(PostView post, Include include) {
        return new Shown(
                include.equals(Include.NOTHING)
                        ? post
                        : post.with(related.find(include, Set.of(post.id()), Set.of(post.authorId()))),
                include);
    }

    private Listed listed(ListKey key) {
        return new Listed(completed(lists.list(key.filter(), key.request()), key.include()), key);
    }

    private Page<PostSummary> completed(Page<PostSummary> page, Include include) {
        if (include.equals(Include.NOTHING) || page.rows().isEmpty()) {
            return page;
        }
        Related found = related.find(
                include,
                page.rows().stream().map(PostSummary::id).toList(),
                page.rows().stream().map(PostSummary::authorId).toList());
        return page.with(rows -> rows.stream().map(post -> post.with(found)).toList());
    }

    /** With others' rows included, the version does not tell whether those have changed. */
    private StoredAnswer answer(Shown shown) {
        PostView post = shown.post();
        Answer<PostView> answer = Answer.of(post);
        Set<String> references = references(shown);
        StoredAnswer whole = shown.include().equals(Include.NOTHING)
                ? answers.of(
                        answer,
                        VersionTag.of(post.version(), post.commentCount()),
                        post.updatedAt(),
                        Audience.EVERYBODY,
                        references)
                : answers.of(answer, references);
        return whole.ownedBy(post.authorId(), !post.isPublished());
    }

    private StoredAnswer answer(Listed listed) {
        Set<String> references = references(listed);
        String author = listed.key().filter().author();
        if (author != null) {
            references.add(References.registration(author));
        }
        return answers.of(answerable(listed), references);
    }

    private static Answer<List<PostSummary>> answerable(Listed listed) {
        return listed.page().answer(listed.key().request());
    }

    private static StoredAnswer moved(PostView post) {
        return StoredAnswer.moved("/api/v1/posts/by-slug/" + post.slug(), post.authorId(), !post.isPublished());
    }

    private static Set<String> references(Shown shown) {
        PostView post = shown.post();
        Set<String> references = new HashSet<>();
        references.add(References.post(post.id()));
        addRelated(references, shown.include(), post.id(), post.authorId(), post.comments());
        return references;
    }

    private static Set<String> references(Listed listed) {
        Set<String> references = new HashSet<>();
        references.add(References.POSTS);
        listed.page()
                .rows()
                .forEach(post ->
                        addRelated(references, listed.key().include(), post.id(), post.authorId(), post.comments()));
        return references;
    }

    private static void addRelated(
            Set<String> references,
            Include include,
            String postId,
            String authorId,
            @Nullable List<LatestComment> comments) {
        // Also without the comments themselves: each post says how many there are.
        references.add(References.commentCount(postId));
        if (include.author()) {
            // Also of one who was not found: the view of users may not have come so far yet.
            references.add(References.user(authorId));
        }
        if (comments != null) {
            references.add(References.comments(postId));
            comments.forEach(comment -> references.add(References.user(comment.authorId())));
        }
    }

    private static String suffix(Include include) {
        return (include.author() ? "+author" : "") + (include.comments() ? "+comments" : "");
    }
}
