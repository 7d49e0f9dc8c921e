package dev.scratchy.command.comment;

/** The limits of a comment, in one place because two commands share them. */
final class CommentRules {

    /** Characters. */
    static final int CONTENT_LENGTH = 10_000;

    private CommentRules() {}
}
