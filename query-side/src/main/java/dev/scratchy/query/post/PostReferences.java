package dev.scratchy.query.post;

/** What cached answers about posts depend on, by name. */
final class PostReferences {

    /** Every page of published posts, and the tags with their counts. */
    static final String LIST = "posts:list";

    private PostReferences() {}

    static String post(String id) {
        return "post:" + id;
    }
}
