package dev.scratchy.query.user;

import dev.scratchy.query.answering.Answers;
import dev.scratchy.query.answering.StoredAnswer;
import dev.scratchy.query.answering.StoredAnswer.Audience;
import dev.scratchy.query.cache.Cache;
import dev.scratchy.query.cache.CachedQuery;
import dev.scratchy.query.paging.Page;
import dev.scratchy.query.paging.PageRequest;
import dev.scratchy.query.projecting.References;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.security.Role;
import dev.scratchy.shared.web.Answer;
import dev.scratchy.shared.web.VersionTag;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What can be asked about users. What a caller may see of one is part of the key. */
@Component
class UserQueries {

    private static final Duration USER_TTL = Duration.ofMinutes(5);
    private static final Duration LIST_TTL = Duration.ofMinutes(1);
    private static final Duration STALE = Duration.ofMinutes(5);

    /**
     * A user by whatever names one.
     *
     * @param whole with the email address, for the user and for admins
     */
    private record UserKey(String name, boolean whole) {

        @Override
        public String toString() {
            return whole ? name + "+email" : name;
        }
    }

    private record ListKey(String user, PageRequest page) {

        @Override
        public String toString() {
            return user + "/" + page.page() + "/" + page.limit();
        }
    }

    private final Answers answers;
    private final CachedQuery<UserKey, StoredAnswer> byId;
    private final CachedQuery<UserKey, StoredAnswer> byUsername;
    private final CachedQuery<ListKey, StoredAnswer> followers;
    private final CachedQuery<ListKey, StoredAnswer> following;

    UserQueries(UserTable users, FollowTable follows, Answers answers, Cache cache) {
        this.answers = answers;
        byId = CachedQuery.<UserKey, UserView>named("user")
                .ttl(USER_TTL)
                .stale(STALE)
                .references(key -> account(key.name()))
                .load(key -> users.find(key.name()).map(user -> seen(user, key)))
                .in(cache, StoredAnswer.CODEC, this::answer);
        byUsername = CachedQuery.<UserKey, UserView>named("user-by-username")
                .ttl(USER_TTL)
                .stale(STALE)
                .references(key -> Set.of(References.username(key.name())))
                .references((key, user) -> account(user.id()))
                .load(key -> users.findByUsername(key.name()).map(user -> seen(user, key)))
                .in(cache, StoredAnswer.CODEC, this::answer);
        followers = CachedQuery.<ListKey, Listed>named("followers")
                .ttl(LIST_TTL)
                .stale(STALE)
                .references(key -> Set.of(References.registration(key.user()), References.followers(key.user())))
                .references((key, listed) -> references(listed.page()))
                .load(key -> follows.followers(key.user(), key.page()).map(page -> new Listed(page, key)))
                .in(
                        cache,
                        StoredAnswer.CODEC,
                        listed ->
                                answer(listed, References.followers(listed.key().user())));
        following = CachedQuery.<ListKey, Listed>named("following")
                .ttl(LIST_TTL)
                .stale(STALE)
                .references(key -> Set.of(References.registration(key.user()), References.following(key.user())))
                .references((key, listed) -> references(listed.page()))
                .load(key -> follows.following(key.user(), key.page()).map(page -> new Listed(page, key)))
                .in(
                        cache,
                        StoredAnswer.CODEC,
                        listed ->
                                answer(listed, References.following(listed.key().user())));
    }

    /** A page with what it was asked for with. */
    private record Listed(Page<UserSummary> page, ListKey key) {}

    Optional<StoredAnswer> byId(String id, Caller caller) {
        return asSeenBy(caller, byId, id);
    }

    Optional<StoredAnswer> byUsername(String username, Caller caller) {
        return asSeenBy(caller, byUsername, username);
    }

    Optional<StoredAnswer> followers(String user, PageRequest page) {
        return followers.get(new ListKey(user, page));
    }

    Optional<StoredAnswer> following(String user, PageRequest page) {
        return following.get(new ListKey(user, page));
    }

    private static Optional<StoredAnswer> asSeenBy(
            Caller caller, CachedQuery<UserKey, StoredAnswer> query, String name) {
        if (caller.roles().contains(Role.ADMIN)) {
            return query.get(new UserKey(name, true));
        }
        Optional<StoredAnswer> found = query.get(new UserKey(name, false));
        return found.filter(user -> user.isOf(caller)).isPresent() ? query.get(new UserKey(name, true)) : found;
    }

    private static UserView seen(UserView user, UserKey key) {
        return key.whole() ? user : user.withoutEmail();
    }

    private StoredAnswer answer(UserView user) {
        StoredAnswer account = answers.of(
                Answer.of(user),
                VersionTag.of(user.version(), user.followers(), user.following()),
                user.updatedAt(),
                user.email() == null ? Audience.EACH : Audience.CALLER,
                account(user.id()));
        return account.ownedBy(user.id(), false);
    }

    private StoredAnswer answer(Listed listed, String list) {
        Set<String> references = references(listed.page());
        references.add(References.registration(listed.key().user()));
        references.add(list);
        return answers.of(listed.page().answer(listed.key().page()), references);
    }

    private static Set<String> account(String id) {
        return Set.of(References.user(id), References.followers(id), References.following(id));
    }

    private static Set<String> references(Page<UserSummary> page) {
        Set<String> references = new HashSet<>();
        page.rows().forEach(row -> references.add(References.user(row.id())));
        return references;
    }
}
