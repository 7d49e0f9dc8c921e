package dev.scratchy.query.post;

import static java.util.Objects.requireNonNullElse;

import dev.scratchy.query.cache.Cache;
import dev.scratchy.query.cache.CachedQuery;
import dev.scratchy.query.cache.JsonCodec;
import dev.scratchy.query.paging.CursorRequest;
import dev.scratchy.query.paging.ListRequest;
import dev.scratchy.query.paging.Page;
import dev.scratchy.query.paging.PageRequest;
import dev.scratchy.query.post.Related.LatestComment;
import dev.scratchy.query.projecting.References;
import dev.scratchy.shared.identity.UserId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

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

    private final PostTable posts;
    private final PostListTable lists;
    private final PostRelatedTable related;
    private final CachedQuery<PostKey, PostView> byId;
    private final CachedQuery<PostKey, PostView> bySlug;
    private final CachedQuery<ListKey, Page<PostSummary>> published;
    private final CachedQuery<String, List<TagCount>> tags;

    PostQueries(PostTable posts, PostListTable lists, PostRelatedTable related, Cache cache, JsonMapper json) {
        this.posts = posts;
        this.lists = lists;
        this.related = related;
        var view = JsonCodec.of(json, new TypeReference<PostView>() {});
        byId = CachedQuery.<PostKey, PostView>named("post", cache, view)
                .ttl(POST_TTL)
                .stale(STALE)
                .references((key, post) -> references(post, key.include()))
                .load(key -> posts.find(key.name()).map(post -> completed(post, key.include())));
        bySlug = CachedQuery.<PostKey, PostView>named("post-by-slug", cache, view)
                .ttl(POST_TTL)
                .stale(STALE)
                .references((key, post) -> references(post, key.include()))
                .load(key -> posts.findBySlug(key.name()).map(post -> completed(post, key.include())));
        published = CachedQuery.<ListKey, Page<PostSummary>>named(
                        "posts", cache, JsonCodec.of(json, new TypeReference<Page<PostSummary>>() {}))
                .ttl(LIST_TTL)
                .stale(STALE)
                .references((key, page) -> references(page, key.include()))
                .load(key -> Optional.of(completed(lists.list(key.filter(), key.request()), key.include())));
        tags = CachedQuery.<String, List<TagCount>>named(
                        "tags", cache, JsonCodec.of(json, new TypeReference<List<TagCount>>() {}))
                .ttl(LIST_TTL)
                .stale(STALE)
                .references((key, counts) -> Set.of(References.POSTS))
                .load(key -> Optional.of(lists.tags()));
    }

    Optional<PostView> byId(String id, Include include) {
        return byId.get(new PostKey(id, include));
    }

    Optional<PostView> bySlug(String slug, Include include) {
        return bySlug.get(new PostKey(slug, include));
    }

    /** Not cached: rare, and a slug may be taken by a post that no reference of this answer would name. */
    Optional<PostView> byFormerSlug(String slug) {
        return posts.findByFormerSlug(slug);
    }

    Page<PostSummary> list(PostFilter filter, ListRequest request, Include include) {
        return filter.status() == PostStatus.PUBLISHED
                ? published.get(new ListKey(filter, request, include)).orElseThrow()
                : completed(lists.list(filter, request), include);
    }

    /** What those whom a reader follows have published. */
    Page<PostSummary> feed(UserId reader, ListRequest request, Include include) {
        return completed(lists.feed(reader.value(), request), include);
    }

    List<TagCount> tags() {
        return tags.get("all").orElseThrow();
    }

    boolean userExists(UserId user) {
        return lists.userExists(user.value());
    }

    private PostView completed(PostView post, Include include) {
        return include.equals(Include.NOTHING)
                ? post
                : post.with(related.find(include, Set.of(post.id()), Set.of(post.authorId())));
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

    private static Set<String> references(PostView post, Include include) {
        Set<String> references = new HashSet<>();
        references.add(References.post(post.id()));
        addRelated(references, include, post.id(), post.authorId(), post.comments());
        return references;
    }

    private static Set<String> references(Page<PostSummary> page, Include include) {
        Set<String> references = new HashSet<>();
        references.add(References.POSTS);
        page.rows().forEach(post -> addRelated(references, include, post.id(), post.authorId(), post.comments()));
        return references;
    }

    private static void addRelated(
            Set<String> references,
            Include include,
            String postId,
            String authorId,
            @Nullable List<LatestComment> comments) {
        // Also without the comments themselves: each post says how many there are.
        references.add(References.comments(postId));
        if (include.author()) {
            // Also of one who was not found: the view of users may not have come so far yet.
            references.add(References.user(authorId));
        }
        if (comments != null) {
            comments.forEach(comment -> references.add(References.user(comment.authorId())));
        }
    }

    private static String suffix(Include include) {
        return (include.author() ? "+author" : "") + (include.comments() ? "+comments" : "");
    }
}
