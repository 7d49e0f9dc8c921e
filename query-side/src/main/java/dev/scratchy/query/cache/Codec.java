package dev.scratchy.query.cache;

import java.util.function.Function;

/**
 * How a result becomes the bytes that are kept, and comes back from them.
 *
 * @param writer must give equal bytes for equal results, or the self-check takes them for different ones
 * @param reader may fail: what cannot be read is loaded anew
 */
public record Codec<V>(Function<V, byte[]> writer, Function<byte[], V> reader) {}
