package dev.scratchy.shared.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.axonframework.common.IdentifierFactory;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;

class UlidIdentifiersTest {

    @Test
    void axon_finds_them_as_a_service() {
        assertThat(IdentifierFactory.getInstance()).isInstanceOf(UlidIdentifiers.class);
    }

    @Test
    void each_event_has_a_ulid_greater_than_the_one_before() {
        assertThat(Stream.generate(
                                () -> GenericEventMessage.asEventMessage("any").getIdentifier())
                        .limit(1_000))
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(id -> Ulids.canonical(id).equals(id));
    }
}
