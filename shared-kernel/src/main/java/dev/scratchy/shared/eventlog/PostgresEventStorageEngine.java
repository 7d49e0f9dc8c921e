package dev.scratchy.shared.eventlog;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.eventsourcing.eventstore.BatchingEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.messaging.Message;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Axon's event storage on plain PostgreSQL. Positions are complete up to a {@link Mark} that needs no gap tokens: a token is one
 * number, and to have seen a position is to have seen everything before it.
 *
 * <p>On the primary only: the mark looks at locks, which a standby does not have.
 */
public final class PostgresEventStorageEngine extends BatchingEventStorageEngine {

    /** Events of a page for somebody who follows the log: below about 500 the round trips begin to show. */
    private static final int PAGE = 1_000;

    /** Events of a page of one aggregate: more than gather behind a snapshot, so that one page is enough. */
    private static final int AGGREGATE_PAGE = 150;

    /** Bytes of payload after which a page ends: a page is in memory as a whole, and one event may hold a megabyte. */
    private static final long PAGE_BYTES = 8_000_000;

    private final EventLogTable events;
    private final SnapshotTable snapshots;
    private final TransactionManager transactions;
    private final SavedStreams streams;

    private PostgresEventStorageEngine(Builder builder, JdbcTemplate jdbc, TransactionManager transactions) {
        super(builder);
        this.events = new EventLogTable(jdbc);
        this.snapshots = new SnapshotTable(jdbc);
        this.transactions = transactions;
        this.streams = new SavedStreams(
                snapshots,
                batchSize(),
                this::readEventData,
                stored ->
                        EventStreamUtils.upcastAndDeserializeDomainEvents(stored, getEventSerializer(), upcasterChain),
                stored -> builder.snapshotFilter.allow(stored)
                        ? EventStreamUtils.upcastAndDeserializeDomainEvents(
                                Stream.of(stored), getSnapshotSerializer(), upcasterChain)
                        : DomainEventStream.empty());
    }

    /** What an engine is made with, besides what Axon lets one choose. */
    public static Builder builder(JdbcTemplate jdbc, TransactionManager transactions) {
        return new Builder(jdbc, transactions);
    }

    /** Up to where the log is complete now. Two statements in one round trip, about 0.1 ms of the server's time. */
    public Mark mark() {
        return events.mark();
    }

    /**
     * The next events, upcast.
     *
     * @param after the position before the first
     * @param upTo not above a {@link #mark()} that was read before
     * @return some events, with at least one when there are any up to {@code upTo}
     */
    public List<ReadEvent> page(long after, long upTo) {
        List<TrackedEvent> rows = events.page(after, upTo, PAGE, PAGE_BYTES);
        List<ReadEvent> read = upcast(rows);
        while (read.isEmpty() && !rows.isEmpty()) {
            // Upcasters took them all out; what comes behind them is not to be taken for nothing.
            rows = events.page(rows.getLast().position(), upTo, PAGE, PAGE_BYTES);
            read = upcast(rows);
        }
        return read;
    }

    private List<ReadEvent> upcast(List<TrackedEvent> page) {
        Map<Long, Integer> bytes = new HashMap<>();
        page.forEach(event -> bytes.put(event.position(), event.bytes()));
        return EventUtils.upcastAndDeserializeTrackedEvents(
                        page.stream().map(TrackedEvent::data), getEventSerializer(), upcasterChain)
                .map(message -> {
                    long position = positionOf(message.trackingToken());
                    return new ReadEvent(position, bytes.getOrDefault(position, 0), message);
                })
                .toList();
    }

    /** The position that a token stands for; 0, before the first event, for none. */
    public static long positionOf(@Nullable TrackingToken token) {
        return token == null ? 0 : Math.max(0, token.position().orElse(0));
    }

    /** The position of an event of the log; 0 for any other message. */
    public static long positionOf(Message<?> message) {
        return message instanceof TrackedEventMessage<?> event ? positionOf(event.trackingToken()) : 0;
    }

    /**
     * The position of the last event that is committed, whichever. The log need not be complete up to there; a reader that has
     * come there has seen everything that is committed now.
     */
    public long lastPosition() {
        return events.lastPositionUpTo(Long.MAX_VALUE).orElse(0);
    }

    /** The position of the last event that is there up to a mark, or 0 when there is none. */
    public long lastPosition(Mark mark) {
        return events.lastPositionUpTo(mark.position()).orElse(0);
    }

    /** When the first event behind a position was recorded, or {@code null} when there is none. */
    public @Nullable Instant recordedAfter(long position) {
        return events.recordedAfter(position);
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> messages, Serializer serializer) {
        if (messages.isEmpty()) {
            return;
        }
        List<DomainEventMessage<?>> appended = messages.stream()
                .<DomainEventMessage<?>>map(PostgresEventStorageEngine::inAStream)
                .toList();
        try {
            AppendedPosition.note(transactions.fetchInTransaction(() -> events.append(appended, serializer)));
        } catch (DataAccessException failure) {
            handlePersistenceException(cause(failure), appended.getFirst());
        }
    }

    /**
     * An aggregate's events behind its snapshot, with that before them; all of them where there is no snapshot that this version
     * can read. In one round trip, unless there are more than a page of them or the snapshot is of no use.
     */
    public DomainEventStream readSaved(String aggregateIdentifier) {
        return streams.read(aggregateIdentifier);
    }

    /** An event that no aggregate applied is a stream of its own, without a type. */
    private static DomainEventMessage<?> inAStream(EventMessage<?> event) {
        return event instanceof DomainEventMessage<?> applied
                ? applied
                : new GenericDomainEventMessage<>(null, event.getIdentifier(), 0, event, event::getTimestamp);
    }

    /** Without the wrapping that quotes the whole statement, payload and all. */
    private static Exception cause(DataAccessException failure) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        if (cause instanceof BatchUpdateException batch && batch.getNextException() != null) {
            return batch.getNextException();
        }
        return cause instanceof SQLException sql ? sql : failure;
    }

    @Override
    protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
        transactions.executeInTransaction(() -> snapshots.store(snapshot, serializer));
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readSnapshotData(String aggregateIdentifier) {
        return snapshots.ofAggregate(aggregateIdentifier).stream();
    }

    @Override
    protected List<? extends DomainEventData<?>> fetchDomainEvents(
            String aggregateIdentifier, long firstSequenceNumber, int batchSize) {
        return events.ofAggregate(aggregateIdentifier, firstSequenceNumber, batchSize);
    }

    @Override
    protected List<? extends TrackedEventData<?>> fetchTrackedEvents(@Nullable TrackingToken lastToken, int batchSize) {
        long after = positionOf(lastToken);
        return events.page(after, events.mark().position(), batchSize, PAGE_BYTES).stream()
                .map(TrackedEvent::data)
                .toList();
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
        OptionalLong last = events.lastSequenceNumber(aggregateIdentifier);
        return last.isPresent() ? Optional.of(last.getAsLong()) : Optional.empty();
    }

    /** Before the first event. */
    @Override
    public TrackingToken createTailToken() {
        return new GlobalSequenceTrackingToken(events.firstPosition().stream()
                .map(first -> first - 1)
                .findFirst()
                .orElse(0));
    }

    /** At the last event of the complete part, which a reader reaches for certain; positions behind it may belong to nobody. */
    @Override
    public TrackingToken createHeadToken() {
        return new GlobalSequenceTrackingToken(lastPosition(events.mark()));
    }

    @Override
    public TrackingToken createTokenAt(Instant dateTime) {
        OptionalLong first = events.firstPositionSince(dateTime);
        return first.isPresent() ? new GlobalSequenceTrackingToken(first.getAsLong() - 1) : createHeadToken();
    }

    /** See {@link BatchingEventStorageEngine.Builder}. */
    public static final class Builder extends BatchingEventStorageEngine.Builder {

        /** A unique violation, which on (aggregate, sequence number) means that another command was faster. */
        private static final String UNIQUE_VIOLATION = "23505";

        private final JdbcTemplate jdbc;
        private final TransactionManager transactions;
        private SnapshotFilter snapshotFilter = SnapshotFilter.allowAll();

        private Builder(JdbcTemplate jdbc, TransactionManager transactions) {
            this.jdbc = jdbc;
            this.transactions = transactions;
            batchSize(AGGREGATE_PAGE);
            // Axon's default list of error codes misses PostgreSQL's, and a conflict would look like a fault.
            persistenceExceptionResolver(new SQLStateResolver(UNIQUE_VIOLATION));
        }

        @Override
        public Builder eventSerializer(Serializer serializer) {
            super.eventSerializer(serializer);
            return this;
        }

        @Override
        public Builder snapshotSerializer(Serializer serializer) {
            super.snapshotSerializer(serializer);
            return this;
        }

        @Override
        public Builder upcasterChain(EventUpcaster upcasters) {
            super.upcasterChain(upcasters);
            return this;
        }

        @Override
        public Builder snapshotFilter(SnapshotFilter filter) {
            super.snapshotFilter(filter);
            snapshotFilter = filter;
            return this;
        }

        @Override
        public Builder persistenceExceptionResolver(PersistenceExceptionResolver resolver) {
            super.persistenceExceptionResolver(resolver);
            return this;
        }

        public PostgresEventStorageEngine build() {
            return new PostgresEventStorageEngine(this, jdbc, transactions);
        }
    }
}
