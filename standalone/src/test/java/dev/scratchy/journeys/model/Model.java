package dev.scratchy.journeys.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that there is and was, in the order in which it came, and what is gone together. */
final class Model {

    final List<Account> accounts = new ArrayList<>();
    final List<Post> posts = new ArrayList<>();
    final List<Comment> comments = new ArrayList<>();
    final List<Notice> notices = new ArrayList<>();

    /** Those that went with what they told of. */
    final List<Notice> goneNotices = new ArrayList<>();

    /** Slugs that lead to a post which is called otherwise now. */
    private final Map<String, List<Post>> formerSlugs = new HashMap<>();

    Stream<Account> livingAccounts() {
        return accounts.stream().filter(account -> !account.deleted);
    }

    Stream<Post> livingPosts() {
        return posts.stream().filter(post -> !post.deleted);
    }

    Stream<Comment> livingComments() {
        return comments.stream().filter(comment -> !comment.deleted);
    }

    Optional<Account> called(String username) {
        return livingAccounts()
                .filter(account -> account.username.equals(username))
                .findFirst();
    }

    Optional<Post> withSlug(String slug) {
        return livingPosts().filter(post -> post.slug.equals(slug)).findFirst();
    }

    boolean isTaken(@Nullable String slug, @Nullable Post by) {
        return slug != null && withSlug(slug).filter(post -> post != by).isPresent();
    }

    boolean isUsernameTaken(@Nullable String username, @Nullable Account by) {
        return username != null
                && called(username).filter(account -> account != by).isPresent();
    }

    /** Posts of a list, in its order. */
    List<Post> list(Predicate<Post> filter) {
        return livingPosts().filter(filter).sorted(Post.LATEST_FIRST).toList();
    }

    List<Comment> commentsOn(Post post) {
        List<Comment> found =
                livingComments().filter(comment -> comment.post == post).toList();
        return found.reversed();
    }

    /** Who follows somebody, the latest first. */
    List<Account> followersOf(Account followed) {
        return livingAccounts()
                .filter(account -> account.follows.containsKey(followed))
                .sorted(Comparator.<Account, java.time.Instant>comparing(
                                follower -> since(follower, followed).from())
                        .reversed())
                .toList();
    }

    /** Whom somebody follows, the latest first. */
    static List<Account> followedBy(Account follower) {
        return new ArrayList<>(follower.follows.keySet()).reversed();
    }

    static Moment since(Account follower, Account followed) {
        Moment since = follower.follows.get(followed);
        if (since == null) {
            throw new IllegalArgumentException(follower + " does not follow " + followed);
        }
        return since;
    }

    /** What somebody was told, the latest first. */
    List<Notice> noticesOf(Account receiver) {
        List<Notice> found =
                notices.stream().filter(notice -> notice.receiver == receiver).toList();
        return found.reversed();
    }

    /** Slugs that no post has, each with the one that had it last. */
    Map<String, Post> formerSlugs() {
        Map<String, Post> free = new HashMap<>();
        formerSlugs.forEach((slug, posts) -> {
            if (!posts.isEmpty() && withSlug(slug).isEmpty()) {
                free.put(slug, posts.getLast());
            }
        });
        return free;
    }

    void rename(Post post, String slug) {
        List<Post> posts = formerSlugs.computeIfAbsent(post.slug, first -> new ArrayList<>());
        posts.remove(post);
        posts.add(post);
        post.slug = slug;
    }

    void announce(Post post, Moment at) {
        if (!post.announced) {
            post.announced = true;
            livingAccounts()
                    .filter(account -> account.follows.containsKey(post.author))
                    .forEach(follower -> notices.add(new Notice(follower, post.author, post, null, at)));
        }
    }

    void add(Comment comment) {
        comments.add(comment);
        if (comment.author != comment.post.author) {
            notices.add(new Notice(comment.post.author, comment.author, comment.post, comment, comment.created));
        }
    }

    void delete(Comment comment) {
        comment.deleted = true;
        forget(notice -> notice.comment == comment);
    }

    void delete(Post post) {
        post.deleted = true;
        formerSlugs.values().forEach(posts -> posts.remove(post));
        livingComments().filter(comment -> comment.post == post).toList().forEach(this::delete);
        forget(notice -> notice.post == post);
    }

    void delete(Account account) {
        account.deleted = true;
        livingPosts().filter(post -> post.author == account).toList().forEach(this::delete);
        livingComments().filter(comment -> comment.author == account).toList().forEach(this::delete);
        forget(notice -> notice.receiver == account || notice.actor == account);
        account.follows.clear();
        accounts.forEach(other -> other.follows.remove(account));
    }

    @Override
    public String toString() {
        return "%d of %d users, %d of %d posts, %d of %d comments, %d of %d notifications"
                .formatted(
                        livingAccounts().count(),
                        accounts.size(),
                        livingPosts().count(),
                        posts.size(),
                        livingComments().count(),
                        comments.size(),
                        notices.size(),
                        notices.size() + goneNotices.size());
    }

    private void forget(Predicate<Notice> which) {
        notices.stream().filter(which).forEach(goneNotices::add);
        notices.removeIf(which);
    }
}
