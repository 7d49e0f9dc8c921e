package dev.scratchy.query.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.post.PostTagged;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;

/** Events as a projection gets them from the log. */
final class Letters {

    private static final AtomicLong POSITION = new AtomicLong();

    private Letters() {}

    static EventMessage<?> event() {
        return event(new PostTagged(PostId.next().value(), "é 😀"));
    }

    static EventMessage<?> event(Object payload) {
        long position = POSITION.incrementAndGet();
        return new GenericTrackedDomainEventMessage<>(
                new GlobalSequenceTrackingToken(position),
                new GenericDomainEventMessage<>(
                        "Post", "post-" + position, position + 7, payload, Map.of("userId", "u")));
    }

    static void assertSame(EventMessage<?> actual, EventMessage<?> expected) {
        assertThat(actual.getIdentifier()).isEqualTo(expected.getIdentifier());
        assertThat(actual.getPayload()).isEqualTo(expected.getPayload());
        assertThat(actual.getMetaData()).isEqualTo(expected.getMetaData());
        assertThat(actual.getTimestamp()).isCloseTo(expected.getTimestamp(), within(1, ChronoUnit.MILLIS));
        assertThat(((TrackedEventMessage<?>) actual).trackingToken())
                .isEqualTo(((TrackedEventMessage<?>) expected).trackingToken());
        var actualEvent = (DomainEventMessage<?>) actual;
        var expectedEvent = (DomainEventMessage<?>) expected;
        assertThat(actualEvent.getType()).isEqualTo(expectedEvent.getType());
        assertThat(actualEvent.getAggregateIdentifier()).isEqualTo(expectedEvent.getAggregateIdentifier());
        assertThat(actualEvent.getSequenceNumber()).isEqualTo(expectedEvent.getSequenceNumber());
    }
}
