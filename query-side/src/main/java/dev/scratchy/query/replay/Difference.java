package dev.scratchy.query.replay;

import java.util.List;

/**
 * How a table in use differs from the one that the log gives.
 *
 * @param missing rows that the table in use lacks
 * @param unexpected rows that it should not have
 * @param different rows with another content
 * @param examples keys of the first ten of each kind, in that order; columns are separated by {@code /}
 */
public record Difference(String table, long missing, long unexpected, long different, List<String> examples) {}
