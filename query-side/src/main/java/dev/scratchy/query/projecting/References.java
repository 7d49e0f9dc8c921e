package dev.scratchy.query.projecting;

/**
 * What cached answers depend on, by name. Projections invalidate these names, queries give them to what they keep; so a
 * feature need not know which others show its rows. Each is as narrow as it can be, because what an event cannot have changed
 * is to stay in the cache.
 */
public final class References {

    /** Every list of published posts. */
    public static final String POSTS = "posts:list";

    /** The tags of published posts, with their counts. */
    public static final String TAGS = "tags";

    private References() {}

    /** One post, apart from its comments; also that there is none of that id. */
    public static String post(String id) {
        return "post:" + id;
    }

    /** Whether there is a post and who may see it, which is all of it that its comments depend on. */
    public static String visibility(String postId) {
        return "visibility:post:" + postId;
    }

    /** Which post is found under a slug, now or formerly; also that none is. */
    public static String slug(String slug) {
        return "slug:" + slug;
    }

    /** The comments on a post. */
    public static String comments(String postId) {
        return "comments:post:" + postId;
    }

    /** How many comments a post has. */
    public static String commentCount(String postId) {
        return "comment-count:post:" + postId;
    }

    /** The account of one user, without the numbers of followers and followed; also that there is none of that id. */
    public static String user(String id) {
        return "user:" + id;
    }

    /** Whether there is a user of that id, which is all of them that lists of theirs depend on. */
    public static String registration(String userId) {
        return "registration:user:" + userId;
    }

    /** Which user has a name; also that nobody has it. */
    public static String username(String username) {
        return "username:" + username;
    }

    /** Who follows a user, and how many. */
    public static String followers(String userId) {
        return "followers:user:" + userId;
    }

    /** Whom a user follows, and how many. */
    public static String following(String userId) {
        return "following:user:" + userId;
    }
}
