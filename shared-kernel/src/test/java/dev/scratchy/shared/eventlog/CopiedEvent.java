package dev.scratchy.shared.eventlog;

import java.time.Instant;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;

/**
 * An event as it was stored, made by hand.
 *
 * @param position its place in the log
 * @param sequenceNumber its place among the events of its aggregate
 * @param payload JSON of the given type and revision
 * @param metadata JSON
 */
record CopiedEvent(
        long position,
        String eventId,
        String aggregateType,
        String aggregateId,
        long sequenceNumber,
        Instant recordedAt,
        String payloadType,
        @Nullable String payloadRevision,
        String payload,
        String metadata)
        implements TrackedEventData<String>, DomainEventData<String> {

    /**
     * The event as handlers see it: in today's form, whichever revision it was stored in.
     *
     * @throws org.axonframework.serialization.SerializationException when its type or revision is not known; a payload that
     *     does not fit fails only when it is first asked for
     */
    TrackedEventMessage<?> read(Serializer serializer, EventUpcaster upcasters) {
        return EventUtils.upcastAndDeserializeTrackedEvents(Stream.of(this), serializer, upcasters)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public TrackingToken trackingToken() {
        return new GlobalSequenceTrackingToken(position);
    }

    @Override
    public String getEventIdentifier() {
        return eventId;
    }

    @Override
    public String getType() {
        return aggregateType;
    }

    @Override
    public String getAggregateIdentifier() {
        return aggregateId;
    }

    @Override
    public long getSequenceNumber() {
        return sequenceNumber;
    }

    @Override
    public Instant getTimestamp() {
        return recordedAt;
    }

    @Override
    public SerializedObject<String> getPayload() {
        return new SimpleSerializedObject<>(payload, String.class, payloadType, payloadRevision);
    }

    @Override
    public SerializedObject<String> getMetaData() {
        return new SerializedMetaData<>(metadata, String.class);
    }
}
