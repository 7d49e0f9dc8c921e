package dev.scratchy.query.paging;

/**
 * Which rows of a list, by where they begin.
 *
 * @param after the rows behind this
 * @param limit at most so many, 1 to 100
 */
public record CursorRequest(Cursor after, int limit) implements ListRequest {}
