package dev.scratchy.shared.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.shared.eventlog.ReadEvent;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InProcessTest {

    private static final Segment EVEN = Parts.of(0, 1).orElseThrow();
    private static final Segment ODD = Parts.of(1, 1).orElseThrow();
    private static final int MOST = 4;

    private final InProcess inProcess = new InProcess(MOST, 1_000);

    @BeforeEach
    void both_segments_are_here() {
        inProcess.claimed(EVEN, 10);
        inProcess.claimed(ODD, 12);
        inProcess.beginBehind(10);
    }

    /** Hands an event out and offers it to both, as Axon does; a segment that is further is not offered it. */
    private void handOut(long position) {
        inProcess.add(event(position));
        inProcess.offered(EVEN, position, position % 2 == 0);
        if (position > 12) {
            inProcess.offered(ODD, position, position % 2 == 1);
        }
        inProcess.offeredAround();
    }

    private static ReadEvent event(long position) {
        return new ReadEvent(
                position,
                100,
                new GenericTrackedEventMessage<>(
                        new GlobalSequenceTrackingToken(position), GenericEventMessage.asEventMessage("event")));
    }

    @Test
    void each_segment_is_as_far_as_its_own_events_are_processed() {
        for (long position = 11; position <= 14; position++) {
            handOut(position);
        }
        assertThat(inProcess.positions()).isEqualTo(Map.of(EVEN, 11L, ODD, 12L));

        inProcess.processed(ODD, List.of(13L));
        assertThat(inProcess.positions()).isEqualTo(Map.of(EVEN, 11L, ODD, 14L));

        inProcess.processed(EVEN, List.of(12L, 14L));
        assertThat(inProcess.positions()).isEqualTo(Map.of(EVEN, 14L, ODD, 14L));
    }

    @Test
    void what_nobody_wants_takes_no_room_and_what_somebody_does_takes_it_until_it_is_processed() {
        for (long position = 13; position <= 100; position += 2) {
            inProcess.add(event(position));
            inProcess.offered(EVEN, position, false);
            inProcess.offered(ODD, position, false);
            inProcess.offeredAround();
        }
        assertThat(inProcess.isFull()).isFalse();

        for (long position = 101; position < 101 + MOST; position++) {
            assertThat(inProcess.isFull()).isFalse();
            handOut(position);
        }
        assertThat(inProcess.isFull()).isTrue();
        assertThat(inProcess.processed(ODD, List.of(101L)))
                .as("somebody was refused")
                .isTrue();
        assertThat(inProcess.isFull()).isFalse();
    }

    @Test
    void a_stream_that_begins_anew_for_one_segment_does_not_lose_what_another_has_in_hand() {
        for (long position = 13; position <= 16; position++) {
            handOut(position);
        }
        inProcess.released(EVEN);
        assertThat(inProcess.positions()).containsOnlyKeys(ODD);
        inProcess.claimed(EVEN, 13);
        inProcess.beginBehind(13);
        for (long position = 14; position <= 16; position++) {
            inProcess.add(event(position));
            inProcess.offered(EVEN, position, position % 2 == 0);
            inProcess.offeredAround();
        }

        assertThat(inProcess.positions()).isEqualTo(Map.of(EVEN, 13L, ODD, 12L));
        inProcess.processed(EVEN, List.of(14L, 16L));
        inProcess.processed(ODD, List.of(13L, 15L));
        assertThat(inProcess.positions()).isEqualTo(Map.of(EVEN, 16L, ODD, 16L));
        assertThat(inProcess.isFull()).isFalse();
    }

    @Test
    void what_is_released_leaves_room_for_others() {
        for (long position = 14; position < 14 + 2 * MOST; position += 2) {
            handOut(position);
        }
        assertThat(inProcess.isFull()).isTrue();

        assertThat(inProcess.released(EVEN)).isTrue();

        assertThat(inProcess.isFull()).isFalse();
    }
}
