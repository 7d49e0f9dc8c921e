package dev.scratchy.benchmarks;

import dev.scratchy.shared.Launcher;
import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import dev.scratchy.shared.subscription.PostgresEventStore;
import dev.scratchy.standalone.StandaloneApplication;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.lifecycle.Lifecycle.LifecycleHandler;
import org.axonframework.lifecycle.Lifecycle.LifecycleRegistry;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One process that appends to the log and follows it: {@link LogOnly}, and Axon's own log beside it. */
final class LogProcess implements AutoCloseable {

    private static final String SCHEMA = "alone";

    private final ConfigurableApplicationContext context;

    private LogProcess(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts it on a database that may have other logs; with connections for 32 writers and what is beside them. */
    static LogProcess start(String databaseUrl, String... arguments) {
        var application = Launcher.application(
                LogOnly.class, StandaloneApplication.CONFIGURATION, Map.of("DATABASE_URL", databaseUrl));
        application.setWebApplicationType(WebApplicationType.NONE);
        Stream<String> always = Stream.of(
                "--scratchy.database.schema=" + SCHEMA,
                "--scratchy.database.maximum-pool-size=40",
                "--logging.level.root=warn",
                "--logging.level.com.zaxxer.hikari=warn",
                "--logging.level.org.flywaydb=error");
        return new LogProcess(
                application.run(Stream.concat(always, Stream.of(arguments)).toArray(String[]::new)));
    }

    LogPair logs() {
        return LogPair.of(
                jdbc(),
                context.getBean(ConnectionProvider.class),
                context.getBean(TransactionManager.class),
                context.getBean(PostgresEventStorageEngine.class),
                context.getBean(PostgresEventStore.class),
                context.getBean(TokenStore.class));
    }

    DataSource dataSource() {
        return context.getBean(DataSource.class);
    }

    JdbcClient jdbc() {
        return JdbcClient.create(dataSource());
    }

    /** The event store first, as Axon would end it; it reads until it is told. */
    @Override
    public void close() {
        context.getBean(PostgresEventStore.class).registerLifecycleHandlers(new LifecycleRegistry() {

            @Override
            public void onStart(int phase, LifecycleHandler handler) {}

            @Override
            public void onShutdown(int phase, LifecycleHandler handler) {
                handler.run().join();
            }
        });
        context.close();
    }
}
