package dev.scratchy.query.live;

/**
 * What somebody sees who looks.
 *
 * @param json in one line
 * @param last whether it will not change any more
 */
public record Sight(String json, boolean last) {}
