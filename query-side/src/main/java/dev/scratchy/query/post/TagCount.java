package dev.scratchy.query.post;

/**
 * A tag and how much is found under it.
 *
 * @param posts how many published posts carry it
 */
record TagCount(String tag, long posts) {}
