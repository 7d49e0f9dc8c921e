package dev.scratchy.query.post;

import dev.scratchy.query.consistency.Views;
import dev.scratchy.query.live.Change;
import dev.scratchy.query.live.Change.Circle;
import dev.scratchy.query.live.Source;
import dev.scratchy.query.post.PostChangeTable.Row;
import dev.scratchy.shared.consistency.ConsistencyTokens;
import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import dev.scratchy.shared.post.PostArchived;
import dev.scratchy.shared.post.PostCreated;
import dev.scratchy.shared.post.PostDeleted;
import dev.scratchy.shared.post.PostEvent;
import dev.scratchy.shared.post.PostPublished;
import dev.scratchy.shared.post.PostTagged;
import dev.scratchy.shared.post.PostUnpublished;
import dev.scratchy.shared.post.PostUntagged;
import dev.scratchy.shared.post.PostUpdated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The changes of single posts. What happens while a post is hidden is for its author and editors. */
@Component
class PostStream implements Source {

    /** What changed, in JSON. */
    private record Data(String id, long version, Instant at, String type, String consistencyToken) {}

    private final PostChangeTable changes;
    private final ConsistencyTokens tokens;
    private final JsonMapper json;

    PostStream(PostChangeTable changes, ConsistencyTokens tokens, JsonMapper json) {
        this.changes = changes;
        this.tokens = tokens;
        this.json = json;
    }

    @Override
    public String view() {
        return Views.POSTS;
    }

    @Override
    public boolean concerns(TrackedEventMessage<?> event) {
        return PostEvent.class.isAssignableFrom(event.getPayloadType());
    }

    @Override
    public Map<String, List<Change>> changes(List<TrackedEventMessage<?>> events, Set<String> connected) {
        Map<String, List<Change>> all = new HashMap<>();
        for (TrackedEventMessage<?> event : events) {
            if (event instanceof DomainEventMessage<?> applied
                    && connected.contains(applied.getAggregateIdentifier())
                    && event.getPayload() instanceof PostEvent post) {
                var row = new Row(
                        PostgresEventStorageEngine.positionOf(event.trackingToken()),
                        applied.getSequenceNumber(),
                        name(post),
                        event.getTimestamp(),
                        // Outsiders that are connected were there while it was public.
                        true);
                all.computeIfAbsent(applied.getAggregateIdentifier(), first -> new ArrayList<>())
                        .add(change(applied.getAggregateIdentifier(), row));
            }
        }
        return all;
    }

    @Override
    public Collection<Change> between(String post, long after, long upTo, int limit) {
        return changes.between(post, after, upTo, limit).stream()
                .map(row -> change(post, row))
                .toList();
    }

    private Change change(String post, Row row) {
        var data = new Data(post, row.version(), row.at(), row.type(), tokens.of(row.position()));
        boolean isShown = row.wasPublic()
                || row.type().equals("PostPublished")
                || row.type().equals("PostDeleted");
        return Change.of(
                row.position(),
                row.type(),
                json.writeValueAsString(data),
                isShown ? Circle.EVERYBODY : Circle.INSIDERS,
                ends(row.type()));
    }

    private static Circle ends(String type) {
        return switch (type) {
            case "PostUnpublished", "PostArchived" -> Circle.OUTSIDERS;
            case "PostDeleted" -> Circle.EVERYBODY;
            default -> Circle.NOBODY;
        };
    }

    /** As in the log. */
    private static String name(PostEvent event) {
        return switch (event) {
            case PostCreated e -> "PostCreated";
            case PostUpdated e -> "PostUpdated";
            case PostPublished e -> "PostPublished";
            case PostUnpublished e -> "PostUnpublished";
            case PostArchived e -> "PostArchived";
            case PostTagged e -> "PostTagged";
            case PostUntagged e -> "PostUntagged";
            case PostDeleted e -> "PostDeleted";
        };
    }
}
