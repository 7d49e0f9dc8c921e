package dev.scratchy.shared.post;

/** The shapes of a post's names, which are judged wherever one comes in. */
public final class PostRules {

    public static final String SLUG = "[a-z0-9-]{1,200}";
    public static final String SLUG_MESSAGE = "must be 1 to 200 lower-case letters, digits and -";

    public static final String TAG = "[a-z0-9-]{1,50}";
    public static final String TAG_MESSAGE = "must be 1 to 50 lower-case letters, digits and -";

    /** Characters. */
    public static final int TITLE_LENGTH = 200;

    public static final int MAX_TAGS = 20;

    private PostRules() {}
}
