package dev.scratchy.query.projecting;

/**
 * What cached answers depend on, by name. Projections invalidate these names, queries give them to what they keep; so a
 * feature need not know which others show its rows.
 */
public final class References {

    /** Every list of published posts, and the tags with their counts. */
    public static final String POSTS = "posts:list";

    private References() {}

    /** One post, apart from its comments. */
    public static String post(String id) {
        return "post:" + id;
    }

    /** The comments on a post, and how many they are. */
    public static String comments(String postId) {
        return "comments:post:" + postId;
    }

    /** One user: the account, and the numbers of followers and followed. */
    public static String user(String id) {
        return "user:" + id;
    }
}
