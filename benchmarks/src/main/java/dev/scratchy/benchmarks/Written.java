package dev.scratchy.benchmarks;

import dev.scratchy.benchmarks.reference.PlainLog;
import dev.scratchy.shared.axon.MetaDataKeys;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.post.PostCreated;
import dev.scratchy.shared.post.PostUpdated;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;

/** The events that are appended: posts of about 1 KB of JSON, with the metadata that a command gives. */
final class Written {

    static final String AUTHOR = "01JZA000000000000000000001";

    private static final String CONTENT = "A backend keeps each event that it was told of. ".repeat(17);
    private static final String SHORT = "A short text.";
    private static final List<String> TAGS = List.of("event-sourcing", "postgresql");

    private Written() {}

    /** The first so many events of a new post; one is its creation. */
    static List<DomainEventMessage<?>> events(String type, int count) {
        String post = PostId.next().value();
        return IntStream.range(0, count)
                .<DomainEventMessage<?>>mapToObj(number ->
                        new GenericDomainEventMessage<>(type, post, number, created(post, number, CONTENT), metaData()))
                .toList();
    }

    /** A creation and then updates of the content: what a post has that is edited often. */
    static List<DomainEventMessage<?>> edited(String post, int count, boolean large) {
        String content = large ? CONTENT : SHORT;
        return IntStream.range(0, count)
                .<DomainEventMessage<?>>mapToObj(number -> new GenericDomainEventMessage<>(
                        "Post",
                        post,
                        number,
                        number == 0
                                ? created(post, 0, content)
                                : new PostUpdated(post, null, null, null, number + " " + content, null),
                        metaData()))
                .toList();
    }

    private static PostCreated created(String post, int number, String content) {
        return new PostCreated(post, AUTHOR, "A title", "a-title-" + number, content, TAGS);
    }

    private static MetaData metaData() {
        return MetaData.from(Map.of(
                MetaDataKeys.USER_ID,
                AUTHOR,
                MetaDataKeys.CORRELATION_ID,
                UUID.randomUUID().toString()));
    }

    /** The same as {@link #events}, as rows whose JSON is put together in the cheapest way. */
    static List<PlainLog.Row> rows(int count) {
        String post = PostId.next().value();
        return IntStream.range(0, count)
                .mapToObj(number -> new PlainLog.Row(
                        UUID.randomUUID().toString(),
                        post,
                        number,
                        "Post",
                        Instant.now(),
                        "PostCreated",
                        "{\"postId\":\"" + post + "\",\"authorId\":\"" + AUTHOR
                                + "\",\"title\":\"A title\",\"slug\":\"a-title-" + number + "\",\"content\":\""
                                + CONTENT
                                + "\",\"tags\":[\"" + String.join("\",\"", TAGS) + "\"]}",
                        "{\"" + MetaDataKeys.USER_ID + "\":\"" + AUTHOR + "\",\"" + MetaDataKeys.CORRELATION_ID
                                + "\":\"" + UUID.randomUUID() + "\"}"))
                .toList();
    }
}
