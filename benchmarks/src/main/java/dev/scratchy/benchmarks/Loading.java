package dev.scratchy.benchmarks;

import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.post.PostArchived;
import dev.scratchy.shared.post.PostCreated;
import dev.scratchy.shared.post.PostDeleted;
import dev.scratchy.shared.post.PostEvent;
import dev.scratchy.shared.post.PostPublished;
import dev.scratchy.shared.post.PostTagged;
import dev.scratchy.shared.post.PostUnpublished;
import dev.scratchy.shared.post.PostUntagged;
import dev.scratchy.shared.post.PostUpdated;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * The loading of an aggregate from its events, beside the reading of its snapshot. A snapshot here is a {@link PostCreated} with
 * the parts that the post has now: it has what the state of a post has, and the log knows how to write it.
 */
final class Loading {

    private static final List<Integer> LENGTHS = List.of(1, 10, 50, 100, 200, 500, 1_000);
    private static final int BATCH = 100;

    private final LogPair logs;
    private final int millis;

    Loading(LogPair logs, int millis) {
        this.logs = logs;
        this.millis = millis;
    }

    /** The engine alone: all events, or the row. */
    List<Comparison> ofEngine(boolean large) {
        return LENGTHS.stream()
                .map(length -> {
                    String post = appended(length, large, false);
                    String saved = appended(length, large, true);
                    return compared(
                            length,
                            large,
                            () -> fold(logs.engine().readSnapshot(saved).stream()),
                            () -> fold(logs.engine().readEvents(post).asStream()));
                })
                .toList();
    }

    /** As a command has it loaded: the event store looks for a snapshot first, and then for the events behind it. */
    List<Comparison> ofStore(boolean large) {
        return LENGTHS.stream()
                .map(length -> {
                    String post = appended(length, large, false);
                    String saved = appended(length, large, true);
                    return compared(
                            length,
                            large,
                            () -> fold(logs.store().readEvents(saved).asStream()),
                            () -> fold(logs.store().readEvents(post).asStream()));
                })
                .toList();
    }

    private Comparison compared(int length, boolean large, Supplier<State> snapshot, Supplier<State> events) {
        String name = length + (length == 1 ? " event" : " events") + (large ? " of 1 KB" : " of 0.1 KB");
        return new Comparison(name, timed(length, large, snapshot), timed(length, large, events));
    }

    private Comparison.Side timed(int length, boolean large, Supplier<State> load) {
        List<DomainEventMessage<?>> expected = Written.edited("", length, large);
        var last = fold(expected.stream());
        return Timing.of(millis, () -> {
            State state = load.get();
            if (state.version != length - 1 || !state.content.equals(last.content)) {
                throw new IllegalStateException("A post of " + length + " events is not what it was made of.");
            }
        });
    }

    /** Writes such a post and returns its id. */
    private String appended(int length, boolean large, boolean snapshot) {
        String post = PostId.next().value();
        List<DomainEventMessage<?>> events = new ArrayList<>(Written.edited(post, length, large));
        for (int first = 0; first < length; first += BATCH) {
            logs.engine().appendEvents(events.subList(first, Math.min(length, first + BATCH)));
        }
        if (snapshot) {
            State state = fold(events.stream());
            logs.engine()
                    .storeSnapshot(new GenericDomainEventMessage<>(
                            "Post",
                            post,
                            length - 1L,
                            new PostCreated(post, Written.AUTHOR, state.title, state.slug, state.content, state.tags)));
        }
        return post;
    }

    private static State fold(Stream<? extends DomainEventMessage<?>> events) {
        var state = new State();
        events.forEach(event -> {
            state.version = event.getSequenceNumber();
            state.on((PostEvent) event.getPayload());
        });
        return state;
    }

    /** What a post remembers, folded as it folds it. */
    private static final class State {

        private long version = -1;
        private String title = "";
        private String slug = "";
        private String content = "";
        private List<String> tags = List.of();

        private void on(PostEvent event) {
            switch (event) {
                case PostCreated created -> {
                    title = created.title();
                    slug = created.slug();
                    content = created.content();
                    tags = created.tags();
                }
                case PostUpdated updated -> {
                    title = kept(updated.title(), title);
                    slug = kept(updated.slug(), slug);
                    content = kept(updated.content(), content);
                    tags = kept(updated.tags(), tags);
                }
                case PostPublished other -> unexpected(other);
                case PostUnpublished other -> unexpected(other);
                case PostArchived other -> unexpected(other);
                case PostTagged other -> unexpected(other);
                case PostUntagged other -> unexpected(other);
                case PostDeleted other -> unexpected(other);
            }
        }

        private static void unexpected(PostEvent event) {
            throw new IllegalStateException("Nobody wrote " + event);
        }

        private static <T> T kept(@Nullable T changed, T before) {
            return Objects.requireNonNullElse(changed, before);
        }
    }
}
