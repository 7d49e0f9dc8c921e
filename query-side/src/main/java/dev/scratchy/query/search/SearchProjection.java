package dev.scratchy.query.search;

import dev.scratchy.query.consistency.Views;
import dev.scratchy.query.projecting.Projection;
import dev.scratchy.query.projecting.ProjectionBatch;
import dev.scratchy.query.projecting.Sequence;
import dev.scratchy.shared.post.PostCreated;
import dev.scratchy.shared.post.PostDeleted;
import dev.scratchy.shared.post.PostEvent;
import dev.scratchy.shared.post.PostUpdated;
import java.time.Instant;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * Folds what posts say into {@link SearchTable}. A projection of its own, because a trigram index takes longer to write than
 * everything else about a post, and nobody should wait for it who does not search.
 */
class SearchProjection implements Projection {

    static final String NAME = Views.SEARCH;

    private final SearchTable texts;

    SearchProjection(SearchTable texts) {
        this.texts = texts;
    }

    @Override
    public Sequence sequence(Object event) {
        return Sequence.of(((PostEvent) event).postId());
    }

    @EventHandler
    void on(PostCreated event, @Timestamp Instant at, ProjectionBatch batch) {
        batch.write(
                texts.insert,
                new SearchRow.New(event.postId(), Folding.of(event.title()), Folding.of(event.content()), at),
                event.postId());
    }

    @EventHandler
    void on(PostUpdated event, @Timestamp Instant at, ProjectionBatch batch) {
        if (event.title() != null || event.content() != null) {
            batch.write(
                    texts.update,
                    new SearchRow.Changed(event.postId(), folded(event.title()), folded(event.content()), at),
                    event.postId());
        }
    }

    @EventHandler
    void on(PostDeleted event, ProjectionBatch batch) {
        batch.write(texts.delete, new SearchRow.Id(event.postId()), event.postId());
    }

    private static @Nullable String folded(@Nullable String text) {
        return text == null ? null : Folding.of(text);
    }
}
