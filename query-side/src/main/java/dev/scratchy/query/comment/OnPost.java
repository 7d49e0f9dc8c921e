package dev.scratchy.query.comment;

/**
 * An answer about comments, and what decides who gets it: a comment is as visible as its post.
 *
 * @param postAuthorId whose post it is
 * @param published whether everybody sees the post
 */
record OnPost<T>(String postAuthorId, boolean published, T answer) {}
