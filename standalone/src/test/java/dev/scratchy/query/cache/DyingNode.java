package dev.scratchy.query.cache;

import com.zaxxer.hikari.HikariDataSource;
import dev.scratchy.query.cache.Cache.Parts;
import dev.scratchy.query.cache.Cache.Settings;
import dev.scratchy.shared.subscription.ChildJvm;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A process that ends in the middle of what it does. */
final class DyingNode {

    /** Where it ends. */
    enum Kind {
        /** While it loads, by whoever waits for {@link #SAYS}. */
        LOADING,
        /** By itself, after its commit and before its invalidation reaches Redis; {@link #SAYS} with version and time. */
        COMMITTED
    }

    static final String SAYS = "has come to the point";

    private static final Settings SETTINGS = new Settings(Duration.ofSeconds(1), 0, 0);

    private DyingNode() {}

    static Process start(Kind kind, int redis, HikariDataSource database, String fact) throws IOException {
        return ChildJvm.start(
                DyingNode.class,
                Redirect.INHERIT,
                kind.name(),
                Integer.toString(redis),
                database.getJdbcUrl(),
                database.getUsername(),
                Objects.requireNonNullElse(database.getPassword(), ""),
                database.getDataSourceProperties().getProperty("currentSchema"),
                fact);
    }

    /** As a process. */
    public static void main(String[] arguments) {
        var database = new DriverManagerDataSource(arguments[2], arguments[3], arguments[4]);
        database.setSchema(arguments[5].split(",", -1)[0]);
        String name = arguments[6];
        RedisClient client = OwnRedis.client(Integer.parseInt(arguments[1]));
        switch (Kind.valueOf(arguments[0])) {
            case LOADING ->
                node(client, new Parts(client, database, SETTINGS), key -> {
                            say("");
                            return never();
                        })
                        .read(name);
            case COMMITTED -> {
                OwnNode node =
                        node(client, new EndingBeforeDelivery(client, database), key -> Fact.load(database, key));
                Fact.named(name, database).change(node);
            }
        }
    }

    private static OwnNode node(RedisClient client, Parts parts, Function<String, Optional<Long>> loader) {
        return new OwnNode(client, new Cache(SETTINGS, parts), loader);
    }

    private static void say(String more) {
        System.out.println(SAYS + " " + more);
        System.out.flush();
    }

    private static Optional<Long> never() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("It was to be killed");
    }

    private static final class EndingBeforeDelivery extends Parts {

        private EndingBeforeDelivery(RedisClient redis, DataSource database) {
            super(redis, database, SETTINGS);
        }

        @Override
        RedisLink link() {
            return new RedisLink(redis, settings.timeout(), listeners) {
                @Override
                boolean invalidate(Collection<String> references) {
                    say(Long.toString(System.currentTimeMillis()));
                    Runtime.getRuntime().halt(1);
                    return false;
                }
            };
        }
    }
}
