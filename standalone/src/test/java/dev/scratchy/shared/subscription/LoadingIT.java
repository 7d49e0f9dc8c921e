package dev.scratchy.shared.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.shared.post.PostArchived;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** An aggregate as a command has it loaded: its snapshot, and what is behind that. */
class LoadingIT {

    private static final String SCHEMA = "loading";

    /** Twice more than come in one page. */
    private static final int MANY = 450;

    private static final LogNode NODE = LogNode.on(SCHEMA);

    private final String aggregate = UUID.randomUUID().toString();

    @AfterAll
    static void drop() {
        NODE.closeAndDrop(SCHEMA);
    }

    private void append(int events) {
        NODE.append(LogNode.events(aggregate, events), before -> {}, after -> {});
    }

    private List<Long> loaded() {
        return NODE.store()
                .readEvents(aggregate)
                .asStream()
                .<Long>map(DomainEventMessage::getSequenceNumber)
                .toList();
    }

    private static List<Long> numbers(long first, long behind) {
        return LongStream.range(first, behind).boxed().toList();
    }

    /** Under a name that is readable where snapshots are events. */
    private void save(long sequenceNumber, String payloadType) {
        NODE.jdbc().update("""
                        INSERT INTO snapshot
                        SELECT aggregate_id, event_id, sequence_number, aggregate_type, recorded_at, ?, payload_revision, payload, metadata
                        FROM domain_event
                        WHERE aggregate_id = ? AND sequence_number = ?
                        """, payloadType, aggregate, sequenceNumber);
    }

    @Test
    void what_is_not_there_has_no_events() {
        assertThat(loaded()).isEmpty();
    }

    @Test
    void all_events_come_in_their_order_also_when_a_page_is_exactly_full() {
        append(MANY);

        assertThat(loaded()).isEqualTo(numbers(0, MANY));
    }

    @Test
    void a_snapshot_stands_for_the_events_up_to_it() {
        append(MANY);
        save(120, "PostArchived");

        assertThat(loaded()).isEqualTo(numbers(120, MANY));
    }

    @Test
    void nothing_is_behind_a_snapshot_of_the_last_event() {
        append(3);
        save(2, "PostArchived");

        assertThat(loaded()).containsExactly(2L);
    }

    @Test
    void a_snapshot_that_this_version_does_not_know_is_as_none() {
        append(MANY);
        save(120, "Unheard");

        assertThat(loaded()).isEqualTo(numbers(0, MANY));
    }

    @Test
    void what_this_unit_of_work_has_published_is_behind_what_is_stored() {
        append(2);

        NODE.append(
                List.of(new GenericDomainEventMessage<>("Post", aggregate, 2, new PostArchived(aggregate))),
                before -> assertThat(loaded()).containsExactly(0L, 1L, 2L),
                after -> {});

        assertThat(loaded()).containsExactly(0L, 1L, 2L);
    }
}
