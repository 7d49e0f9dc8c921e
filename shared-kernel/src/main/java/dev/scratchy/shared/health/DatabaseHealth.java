package dev.scratchy.shared.health;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether PostgreSQL answers this process. Spring Boot's own waits for a connection for as long as the pool does, which is longer
 * than those wait who ask; and each of them would wait for one of his own.
 */
final class DatabaseHealth implements HealthIndicator {

    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final DataSource connections;
    private final Executor threads =
            work -> Thread.ofVirtual().name("database-health").start(work);
    private final AtomicReference<@Nullable CompletableFuture<Boolean>> looking = new AtomicReference<>();

    DatabaseHealth(DataSource connections) {
        this.connections = connections;
    }

    @Override
    public Health health() {
        try {
            boolean answers = look().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return (answers ? Health.up() : Health.down()).build();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Health.unknown().build();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException away) {
            // Without the message: it may hold an address.
            return Health.down()
                    .withDetail("failure", away.getClass().getSimpleName())
                    .build();
        }
    }

    /** One look at a time, however many ask. */
    private CompletableFuture<Boolean> look() {
        CompletableFuture<Boolean> begun = looking.get();
        if (begun != null && !begun.isDone()) {
            return begun;
        }
        CompletableFuture<Boolean> next = CompletableFuture.supplyAsync(this::answers, threads);
        looking.set(next);
        return next;
    }

    private boolean answers() {
        try (Connection connection = connections.getConnection()) {
            return connection.isValid((int) PATIENCE.toSeconds());
        } catch (SQLException away) {
            return false;
        }
    }
}
