package dev.scratchy.shared.eventlog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What logs hold of one event type in one revision, as a file of {@code contract/events} says it.
 *
 * @param payload with every part filled
 * @param optional the parts that may be absent
 * @param readToday for an earlier revision: the payload in today's form, as which an upcaster gives it
 */
record ApprovedEvent(
        @JsonProperty(required = true) ObjectNode payload,
        @JsonProperty(required = true) Set<String> optional,
        @Nullable ObjectNode readToday) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static ApprovedEvent parse(String text) {
        return JSON.readValue(text, ApprovedEvent.class);
    }

    static ObjectNode json(String text) {
        return JSON.readValue(text, ObjectNode.class);
    }

    /** In full, without each of the optional parts, and without any of them. */
    Stream<ObjectNode> payloads() {
        Stream<ObjectNode> withoutOne = optional.stream().map(part -> without(Set.of(part)));
        return Stream.concat(Stream.of(payload, without(optional)), withoutOne).distinct();
    }

    private ObjectNode without(Set<String> parts) {
        return payload.deepCopy().remove(parts);
    }
}
