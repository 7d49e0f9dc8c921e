package dev.scratchy.query.user;

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

/** What can be asked about users. A cached user is whole; the controller leaves out what a caller may not see. */
@Component
class UserQueries {

    private static final Duration USER_TTL = Duration.ofMinutes(5);
    private static final Duration LIST_TTL = Duration.ofMinutes(1);
    private static final Duration STALE = Duration.ofMinutes(5);

    private record ListKey(String user, PageRequest page) {

        @Override
        public String toString() {
            return user + "/" + page.page() + "/" + page.limit();
        }
    }

    private final CachedQuery<String, UserView> byId;
    private final CachedQuery<String, UserView> byUsername;
    private final CachedQuery<ListKey, Page<UserSummary>> followers;
    private final CachedQuery<ListKey, Page<UserSummary>> following;

    UserQueries(UserTable users, FollowTable follows, Cache cache, JsonMapper json) {
        var view = JsonCodec.of(json, new TypeReference<UserView>() {});
        var page = JsonCodec.of(json, new TypeReference<Page<UserSummary>>() {});
        byId = CachedQuery.<String, UserView>named("user", cache, view)
                .ttl(USER_TTL)
                .stale(STALE)
                .references((id, user) -> Set.of(References.user(id)))
                .load(users::find);
        byUsername = CachedQuery.<String, UserView>named("user-by-username", cache, view)
                .ttl(USER_TTL)
                .stale(STALE)
                .references((username, user) -> Set.of(References.user(user.id())))
                .load(users::findByUsername);
        followers = CachedQuery.<ListKey, Page<UserSummary>>named("followers", cache, page)
                .ttl(LIST_TTL)
                .stale(STALE)
                .references((key, rows) -> references(key.user(), rows))
                .load(key -> follows.followers(key.user(), key.page()));
        following = CachedQuery.<ListKey, Page<UserSummary>>named("following", cache, page)
                .ttl(LIST_TTL)
                .stale(STALE)
                .references((key, rows) -> references(key.user(), rows))
                .load(key -> follows.following(key.user(), key.page()));
    }

    Optional<UserView> byId(String id) {
        return byId.get(id);
    }

    Optional<UserView> byUsername(String username) {
        return byUsername.get(username);
    }

    Optional<Page<UserSummary>> followers(String user, PageRequest page) {
        return followers.get(new ListKey(user, page));
    }

    Optional<Page<UserSummary>> following(String user, PageRequest page) {
        return following.get(new ListKey(user, page));
    }

    private static Set<String> references(String user, Page<UserSummary> page) {
        Set<String> references = new HashSet<>();
        references.add(References.user(user));
        page.rows().forEach(row -> references.add(References.user(row.id())));
        return references;
    }
}
