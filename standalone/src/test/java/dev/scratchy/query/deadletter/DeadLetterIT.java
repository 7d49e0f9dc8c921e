package dev.scratchy.query.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.journeys.Names;
import dev.scratchy.journeys.RunningSystem;
import dev.scratchy.shared.eventlog.TwoVersions;
import dev.scratchy.shared.eventlog.TwoVersions.Headlined;
import dev.scratchy.shared.eventlog.TwoVersions.Titled;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.ThrowableCause;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a queue for dead letters has to do beyond what Axon demands of it. */
class DeadLetterIT {

    private final String projection = Names.unique("dead-letters");
    private final SequencedDeadLetterQueue<EventMessage<?>> queue =
            RunningSystem.bean(DeadLetters.class).of(projection);

    @AfterEach
    void leave_nothing() {
        queue.clear();
    }

    private SequencedDeadLetterQueue<EventMessage<?>> queue(Serializer serializer, EventUpcaster upcasters) {
        return new DeadLetters(
                        RunningSystem.bean(ConnectionProvider.class),
                        RunningSystem.bean(TransactionManager.class),
                        serializer,
                        upcasters)
                .of(projection);
    }

    private static DeadLetter<EventMessage<?>> letter(EventMessage<?> event, @Nullable Throwable cause) {
        return new GenericDeadLetter<>("unused", event, cause);
    }

    private void enqueue(String sequence) {
        queue.enqueue(sequence, letter(Letters.event(), null));
    }

    private List<String> stored(String columns) {
        return RunningSystem.bean(JdbcClient.class)
                .sql("SELECT " + columns + " FROM dead_letter WHERE projection = :projection ORDER BY sequence, place")
                .param("projection", projection)
                .query((row, number) -> row.getString(1))
                .list();
    }

    @Test
    void a_letter_of_an_earlier_version_is_read_and_tried_again_in_todays_form() {
        var earlier = queue(TwoVersions.first(), NoOpEventUpcaster.INSTANCE);
        var today = queue(TwoVersions.second(), TwoVersions.upcasters());
        EventMessage<?> event = Letters.event(new Titled("a", "Old"));
        earlier.enqueue("a", letter(event, new IllegalStateException("no")));
        today.enqueue("a", letter(Letters.event(new Headlined("a", "Neu", "de")), null));

        assertThat(stored("payload_type || ' ' || payload_revision || ' ' || payload"))
                .containsExactly(
                        "ArticleTitled 1 {\"articleId\":\"a\",\"title\":\"Old\"}",
                        "ArticleTitled 2 {\"articleId\":\"a\",\"headline\":\"Neu\",\"language\":\"de\"}");
        assertThat(today.deadLetterSequence("a"))
                .extracting(letter -> (Object) letter.message().getPayload())
                .containsExactly(new Headlined("a", "Old", "en"), new Headlined("a", "Neu", "de"));

        List<Object> tried = new ArrayList<>();
        today.process(letter -> {
            tried.add(letter.message().getPayload());
            return Decisions.requeue(new IllegalStateException("still no"));
        });
        today.process(letter -> {
            tried.add(letter.message().getPayload());
            assertThat(letter.message().getIdentifier())
                    .isEqualTo(
                            tried.size() == 2
                                    ? event.getIdentifier()
                                    : letter.message().getIdentifier());
            return Decisions.evict();
        });

        assertThat(tried)
                .containsExactly(
                        new Headlined("a", "Old", "en"),
                        new Headlined("a", "Old", "en"),
                        new Headlined("a", "Neu", "de"));
        assertThat(today.size()).isZero();
    }

    @Test
    void an_earlier_version_refuses_the_letter_of_a_later_one() {
        queue(TwoVersions.second(), TwoVersions.upcasters())
                .enqueue("a", letter(Letters.event(new Headlined("a", "Neu", "de")), null));

        var letters = queue(TwoVersions.first(), NoOpEventUpcaster.INSTANCE)
                .deadLetterSequence("a")
                .iterator();

        assertThatThrownBy(letters::next)
                .hasStackTraceContaining("ArticleTitled in revision 2, and this version reads revision 1");
    }

    @Test
    void a_letter_is_json_that_psql_can_read() {
        queue.enqueue(
                "s",
                letter(Letters.event(), new IllegalStateException("no")).withDiagnostics(MetaData.with("retries", 2)));

        assertThat(
                        stored(
                                "concat_ws(' ', payload ->> 'tag', metadata ->> 'userId', diagnostics ->> 'retries', cause_message)"))
                .containsExactly("é 😀 u 2 no");
    }

    @Test
    void what_is_no_event_of_the_log_is_refused() {
        assertThatThrownBy(() -> queue.enqueue("s", letter(GenericEventMessage.asEventMessage("text"), null)))
                .hasStackTraceContaining("Not an event of the log");
        assertThat(queue.size()).isZero();
    }

    @Test
    void the_message_of_a_cause_is_cut_to_what_can_be_stored() {
        String message = "a\0b".repeat(ThrowableCause.TRUNCATED_MESSAGE_SIZE);
        queue.enqueue("s", letter(Letters.event(), new IllegalStateException(message)));
        queue.enqueue("t", letter(Letters.event(), new IllegalStateException()));

        assertThat(stored("left(cause_message, 4) || length(cause_message)"))
                .containsExactly("abab" + ThrowableCause.TRUNCATED_MESSAGE_SIZE, null);
    }

    @Test
    void each_letter_of_a_long_sequence_is_seen_once_and_in_order() {
        int letters = 2 * DeadLetterTable.PAGE + 50;
        for (int i = 0; i < letters; i++) {
            enqueue("long");
        }

        List<String> seen = new ArrayList<>();
        queue.deadLetterSequence("long")
                .forEach(letter -> seen.add(letter.message().getIdentifier()));

        assertThat(seen).hasSize(letters).isEqualTo(stored("event_id"));
    }

    @Test
    void a_sequence_is_found_among_any_number_of_others() {
        for (int i = 0; i < 25; i++) {
            enqueue("s" + i);
        }
        String last =
                queue.deadLetterSequence("s24").iterator().next().message().getIdentifier();

        boolean processed =
                queue.process(letter -> letter.message().getIdentifier().equals(last), letter -> Decisions.evict());

        assertThat(processed).isTrue();
        assertThat(queue.contains("s24")).isFalse();
        assertThat(queue.amountOfSequences()).isEqualTo(24);
    }

    @Test
    void nobody_tries_a_letter_that_somebody_else_has_claimed() throws Exception {
        int sequences = 60;
        for (int i = 0; i < sequences; i++) {
            enqueue("s" + i);
        }
        Queue<String> tried = new ConcurrentLinkedQueue<>();
        Callable<Boolean> worker = () -> {
            while (queue.size() > 0) {
                queue.process(letter -> {
                    tried.add(letter.message().getIdentifier());
                    return Decisions.evict();
                });
            }
            return true;
        };

        try (var threads = Executors.newFixedThreadPool(6)) {
            for (Future<Boolean> done : threads.invokeAll(List.of(worker, worker, worker, worker, worker, worker))) {
                assertThat(done.get()).isTrue();
            }
        }

        assertThat(tried).doesNotHaveDuplicates().hasSize(sequences);
    }
}
