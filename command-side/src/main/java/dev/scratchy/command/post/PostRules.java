package dev.scratchy.command.post;

/** The limits of a post's parts, in one place because several commands share them. */
final class PostRules {

    static final int TITLE_LENGTH = 200;
    static final int MAX_TAGS = 20;

    static final String SLUG = "[a-z0-9-]{1,200}";
    static final String SLUG_MESSAGE = "must be 1 to 200 lower-case letters, digits and -";

    static final String TAG = "[a-z0-9-]{1,50}";
    static final String TAG_MESSAGE = "must be 1 to 50 lower-case letters, digits and -";

    private PostRules() {}
}
