package dev.scratchy.query.consistency;

/** The names of the views, each of which has a projection of that name. */
public final class Views {

    public static final String POSTS = "posts";
    public static final String USERS = "users";
    /** Also how many comments each post has. */
    public static final String COMMENTS = "comments";

    public static final String NOTIFICATIONS = "notifications";
    public static final String SEARCH = "search";

    private Views() {}
}
