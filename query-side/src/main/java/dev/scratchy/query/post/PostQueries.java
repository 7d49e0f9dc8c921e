package dev.scratchy.query.post;

import static java.util.Objects.requireNonNullElse;

import dev.scratchy.query.cache.Cache;
import dev.scratchy.query.cache.CachedQuery;
import dev.scratchy.query.cache.CachedQuery.Codec;
import dev.scratchy.query.paging.Page;
import dev.scratchy.query.paging.PageRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What can be asked about posts. Cached is only what every caller may see or what the controller checks again for each: lists of drafts depend
 * on who asks, and always come from the table.
 */
@Component
class PostQueries {

    private static final Duration POST_TTL = Duration.ofMinutes(5);
    private static final Duration LIST_TTL = Duration.ofMinutes(1);
    private static final Duration STALE = Duration.ofMinutes(5);

    private record ListKey(PostFilter filter, PageRequest page) {

        /** Unambiguous: an absent part is empty, which no given one can be. */
        @Override
        public String toString() {
            return String.join(
                    "/",
                    filter.status().name(),
                    requireNonNullElse(filter.author(), ""),
                    requireNonNullElse(filter.tag(), ""),
                    Integer.toString(page.page()),
                    Integer.toString(page.limit()));
        }
    }

    private final PostTable posts;
    private final CachedQuery<String, PostView> byId;
    private final CachedQuery<String, PostView> bySlug;
    private final CachedQuery<ListKey, Page<PostSummary>> published;
    private final CachedQuery<String, List<TagCount>> tags;

    PostQueries(PostTable posts, Cache cache, JsonMapper json) {
        this.posts = posts;
        Codec<PostView> view = codec(json, new TypeReference<>() {});
        byId = CachedQuery.<String, PostView>named("post", cache, view)
                .ttl(POST_TTL)
                .stale(STALE)
                .references((id, post) -> Set.of(PostReferences.post(id)))
                .load(posts::find);
        bySlug = CachedQuery.<String, PostView>named("post-by-slug", cache, view)
                .ttl(POST_TTL)
                .stale(STALE)
                .references((slug, post) -> Set.of(PostReferences.post(post.id())))
                .load(posts::findBySlug);
        published = CachedQuery.<ListKey, Page<PostSummary>>named(
                        "posts", cache, codec(json, new TypeReference<Page<PostSummary>>() {}))
                .ttl(LIST_TTL)
                .stale(STALE)
                .references((key, page) -> Set.of(PostReferences.LIST))
                .load(key -> Optional.of(posts.list(key.filter(), key.page())));
        tags = CachedQuery.<String, List<TagCount>>named(
                        "tags", cache, codec(json, new TypeReference<List<TagCount>>() {}))
                .ttl(LIST_TTL)
                .stale(STALE)
                .references((key, counts) -> Set.of(PostReferences.LIST))
                .load(key -> Optional.of(posts.tags()));
    }

    Optional<PostView> byId(String id) {
        return byId.get(id);
    }

    Optional<PostView> bySlug(String slug) {
        return bySlug.get(slug);
    }

    /** Not cached: rare, and a slug may be taken by a post that no reference of this answer would name. */
    Optional<PostView> byFormerSlug(String slug) {
        return posts.findByFormerSlug(slug);
    }

    Page<PostSummary> list(PostFilter filter, PageRequest page) {
        return filter.status() == PostStatus.PUBLISHED
                ? published.get(new ListKey(filter, page)).orElseThrow()
                : posts.list(filter, page);
    }

    List<TagCount> tags() {
        return tags.get("all").orElseThrow();
    }

    private static <V> Codec<V> codec(JsonMapper json, TypeReference<V> type) {
        return new Codec<>(json::writeValueAsString, text -> json.readValue(text, type));
    }
}
