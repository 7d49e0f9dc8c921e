package dev.scratchy.shared.axon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.RunningSystem;
import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import dev.scratchy.shared.subscription.PostgresEventStore;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.Test;

/** Axon falls back to parts that lose events without a word, so what is in use is asserted. */
class AxonWiringIT {

    private final Configuration axon = RunningSystem.bean(Configuration.class);

    @Test
    void commands_run_in_the_databases_transactions() {
        assertThat(axon.getComponent(TransactionManager.class)).isInstanceOf(SpringTransactionManager.class);
        assertThat(axon.commandBus())
                .isInstanceOf(SimpleCommandBus.class)
                .isSameAs(RunningSystem.bean(CommandBus.class));
    }

    @Test
    void events_and_tokens_are_kept_in_postgresql() {
        assertThat(axon.eventStore())
                .isInstanceOf(PostgresEventStore.class)
                .isSameAs(RunningSystem.bean(EventStore.class));
        assertThat(RunningSystem.bean(EventStorageEngine.class)).isInstanceOf(PostgresEventStorageEngine.class);
        assertThat(axon.getComponent(TokenStore.class)).isInstanceOf(JdbcTokenStore.class);
    }

    @Test
    void everything_is_serialised_as_json() {
        assertThat(axon.serializer()).isInstanceOf(Jackson3Serializer.class);
        assertThat(axon.messageSerializer()).isInstanceOf(Jackson3Serializer.class);
        assertThat(axon.eventSerializer())
                .isInstanceOf(Jackson3Serializer.class)
                .isNotSameAs(axon.serializer());
    }

    @Test
    void projections_are_pooled_streaming_processors() {
        assertThat(axon.eventProcessingConfiguration().eventProcessors())
                .containsOnlyKeys("posts", "users", "comments", "notifications", "search");
        assertThat(axon.eventProcessingConfiguration().eventProcessors().values())
                .allSatisfy(processor -> assertThat(processor).isInstanceOf(PooledStreamingEventProcessor.class));
    }
}
