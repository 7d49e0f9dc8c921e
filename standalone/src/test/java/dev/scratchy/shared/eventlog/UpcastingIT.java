package dev.scratchy.shared.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.shared.database.TemporaryLog;
import dev.scratchy.shared.eventlog.TwoVersions.Headlined;
import dev.scratchy.shared.eventlog.TwoVersions.Titled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What one version of the system has stored is read by the next, and what the next has stored is refused by the one before. The
 * log is one of its own: the running system does not know these events.
 */
class UpcastingIT {

    private static final Titled OLD = new Titled("a", "Old");

    private final TemporaryLog log = TemporaryLog.create("upcasting");
    private final PostgresEventStorageEngine first = engine(TwoVersions.of(1, Titled.class), new EventUpcasterChain());
    private final PostgresEventStorageEngine second = engine(TwoVersions.of(2, Headlined.class), TwoVersions.chain());

    /** An aggregate of the second version. */
    static final class Article {

        @AggregateIdentifier
        private String id = "";

        private final List<String> headlines = new ArrayList<>();

        @EventSourcingHandler
        void on(Headlined event) {
            id = event.articleId();
            headlines.add(event.headline() + " in " + event.language());
        }

        String describe() {
            return id + ": " + String.join(", ", headlines);
        }
    }

    private PostgresEventStorageEngine engine(EventSerializer serializer, EventUpcasterChain upcasters) {
        return new EventLogConfiguration()
                .eventStorageEngine(
                        log.jdbc(), log.transactions(), serializer, new SnapshotSerializer(List.of()), upcasters);
    }

    @AfterEach
    void end() {
        log.close();
    }

    private void append(EventStorageEngine engine, long sequenceNumber, Object event) {
        var message = new GenericDomainEventMessage<>("Article", "a", sequenceNumber, event);
        inTransaction(() -> {
            engine.appendEvents(message);
            return event;
        });
    }

    private <T> T inTransaction(Callable<T> task) {
        var work = DefaultUnitOfWork.startAndGet(new GenericMessage<>("test"));
        work.attachTransaction(log.transactions());
        return work.executeWithResult(task).getPayload();
    }

    private static EventStore store(EventStorageEngine engine) {
        return EmbeddedEventStore.builder().storageEngine(engine).build();
    }

    @Test
    void an_aggregate_is_sourced_from_the_events_of_both_versions() {
        append(first, 0, OLD);
        append(second, 1, new Headlined("a", "Neu", "de"));
        var articles = EventSourcingRepository.builder(Article.class)
                .eventStore(store(second))
                .build();

        String article = inTransaction(() -> articles.load("a").invoke(Article::describe));

        assertThat(article).isEqualTo("a: Old in en, Neu in de");
    }

    @Test
    void a_projection_is_given_the_events_of_both_versions_in_todays_form() {
        append(first, 0, OLD);
        append(second, 1, new Headlined("a", "Neu", "de"));

        assertThat(second.page(0, second.mark().position()))
                .extracting(event -> (Object) event.message().getPayload())
                .containsExactly(new Headlined("a", "Old", "en"), new Headlined("a", "Neu", "de"));
        assertThat(second.readEvents((TrackingToken) null, false))
                .extracting(event -> (Object) event.getPayload())
                .containsExactly(new Headlined("a", "Old", "en"), new Headlined("a", "Neu", "de"));
    }

    @Test
    void rows_keep_the_revision_that_they_were_written_in() {
        append(first, 0, OLD);
        append(second, 1, new Headlined("a", "Neu", "de"));
        store(second)
                .readEvents("a")
                .asStream()
                .forEach(event -> assertThat(event.getPayload()).isInstanceOf(Headlined.class));

        assertThat(JdbcClient.create(log.jdbc())
                        .sql(
                                "SELECT payload_type || ' ' || payload_revision || ' ' || payload FROM domain_event ORDER BY position")
                        .query((row, number) -> row.getString(1))
                        .list())
                .containsExactly(
                        "ArticleTitled 1 {\"articleId\":\"a\",\"title\":\"Old\"}",
                        "ArticleTitled 2 {\"articleId\":\"a\",\"headline\":\"Neu\",\"language\":\"de\"}");
    }

    @Test
    void an_earlier_version_refuses_what_a_later_one_has_stored() {
        append(second, 0, new Headlined("a", "Neu", "de"));
        String refusal =
                "ArticleTitled in revision 2, and this version reads revision 1. A higher one was written by a newer";

        assertThatThrownBy(() -> first.readEvents("a").next())
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(refusal);
        long mark = first.mark().position();
        assertThatThrownBy(() -> first.page(0, mark))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(refusal);
    }
}
