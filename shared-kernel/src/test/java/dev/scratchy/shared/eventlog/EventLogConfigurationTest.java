package dev.scratchy.shared.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.MergedTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The token store keeps a token as bytes under its class name; one that cannot be read back stops its projection. */
class EventLogConfigurationTest {

    private final Jackson3Serializer serializer = new EventLogConfiguration().axonSerializer();

    private static Stream<TrackingToken> tokens() {
        TrackingToken gaps = GapAwareTrackingToken.newInstance(12, List.of(7L, 9L));
        TrackingToken none = GapAwareTrackingToken.newInstance(-1, List.of());
        return Stream.of(
                none,
                gaps,
                new GlobalSequenceTrackingToken(3),
                ReplayToken.createReplayToken(gaps),
                ReplayToken.createReplayToken(gaps, none),
                ReplayToken.createReplayToken(new GlobalSequenceTrackingToken(9), new GlobalSequenceTrackingToken(2)),
                MergedTrackingToken.merged(gaps, none));
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void a_token_is_read_back_as_it_was_stored(TrackingToken token) {
        SerializedObject<byte[]> stored = serializer.serialize(token, byte[].class);

        TrackingToken read = serializer.deserialize(new SimpleSerializedObject<>(
                stored.getData(), byte[].class, stored.getType().getName(), null));

        assertThat(read).isEqualTo(token);
        assertThat(read.position()).isEqualTo(token.position());
    }

    @Test
    void a_replay_goes_on_where_it_stood() {
        TrackingToken replay =
                ReplayToken.createReplayToken(new GlobalSequenceTrackingToken(10), new GlobalSequenceTrackingToken(4));

        TrackingToken read = serializer.deserialize(serializer.serialize(replay, byte[].class));

        assertThat(ReplayToken.isReplay(read)).isTrue();
        assertThat(ReplayToken.getTokenAtReset(read)).hasValue(10);
    }

    @Test
    void what_is_inside_a_token_is_of_axons_own_classes_or_refused() {
        String foreign = "{\"tokenAtReset\":[\"javax.swing.JEditorPane\",{}],\"currentToken\":null,\"context\":null}";

        assertThatThrownBy(() -> serializer.deserialize(
                        new SimpleSerializedObject<>(foreign, String.class, ReplayToken.class.getName(), null)))
                .isInstanceOf(SerializationException.class);
    }
}
