package dev.scratchy.query.cache;

import dev.scratchy.query.cache.CachedQuery.Codec;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keeps results as JSON. */
public final class JsonCodec {

    private JsonCodec() {}

    public static <V> Codec<V> of(JsonMapper json, TypeReference<V> type) {
        return new Codec<>(json::writeValueAsString, text -> json.readValue(text, type));
    }
}
