package dev.scratchy.shared.eventlog;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings an aggregate's snapshot and the events behind it together; without a snapshot that is of use, all its events. */
final class SavedStreams {

    private static final Logger log = LoggerFactory.getLogger(SavedStreams.class);

    /** Reads the rows of an aggregate from a sequence number on, a page at a time. */
    interface Pages {
        Stream<? extends DomainEventData<?>> from(String aggregateId, long firstSequenceNumber);
    }

    private final SnapshotTable snapshots;
    private final int page;
    private final Pages pages;
    private final Function<Stream<? extends DomainEventData<?>>, DomainEventStream> eventsOf;
    private final Function<StoredEvent, DomainEventStream> snapshotOf;

    /**
     * Over a table.
     *
     * @param page events at most in one round trip
     * @param snapshotOf is empty for what is not to be used
     */
    SavedStreams(
            SnapshotTable snapshots,
            int page,
            Pages pages,
            Function<Stream<? extends DomainEventData<?>>, DomainEventStream> eventsOf,
            Function<StoredEvent, DomainEventStream> snapshotOf) {
        this.snapshots = snapshots;
        this.page = page;
        this.pages = pages;
        this.eventsOf = eventsOf;
        this.snapshotOf = snapshotOf;
    }

    DomainEventStream read(String aggregateId) {
        SavedStream saved = snapshots.withEvents(aggregateId, page);
        if (saved.snapshot() == null) {
            return eventsOf.apply(all(aggregateId, saved.events()));
        }
        DomainEventMessage<?> snapshot = readable(saved.snapshot());
        return snapshot == null
                ? eventsOf.apply(pages.from(aggregateId, 0))
                : DomainEventStream.concat(
                        DomainEventStream.of(snapshot), eventsOf.apply(all(aggregateId, saved.events())));
    }

    /** The first page, and the further ones when they are asked for. */
    private Stream<? extends DomainEventData<?>> all(String aggregateId, List<StoredEvent> first) {
        return first.size() < page
                ? first.stream()
                : Stream.concat(
                        first.stream(), pages.from(aggregateId, first.getLast().getSequenceNumber() + 1));
    }

    /** Read now: a message reads its payload when somebody asks for it, and then it is too late for the events. */
    private @Nullable DomainEventMessage<?> readable(StoredEvent stored) {
        try {
            DomainEventStream read = snapshotOf.apply(stored);
            if (!read.hasNext()) {
                return null;
            }
            DomainEventMessage<?> snapshot = read.next();
            Objects.requireNonNull(snapshot.getPayload());
            return snapshot;
        } catch (RuntimeException | LinkageError unreadable) {
            // Without its message, which may quote the snapshot.
            log.warn(
                    "The snapshot of {} {} cannot be read, so all its events are: {}",
                    stored.getType(),
                    stored.getAggregateIdentifier(),
                    unreadable.getClass().getSimpleName());
            return null;
        }
    }
}
