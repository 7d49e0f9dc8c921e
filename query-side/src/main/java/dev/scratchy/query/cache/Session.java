package dev.scratchy.query.cache;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One connection, for as long as it lasts. */
final class Session implements RedisConnectionStateListener {

    final RedisAsyncCommands<byte[], byte[]> commands;
    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final Consumer<Session> whenLost;
    private final AtomicBoolean closing = new AtomicBoolean();

    /** Attached, and nothing is left to catch up with. */
    volatile boolean believed;

    /** Ended: what is answered from now on may come from another Redis. */
    volatile boolean lost;

    Session(StatefulRedisConnection<byte[], byte[]> connection, Consumer<Session> whenLost) {
        this.connection = connection;
        this.commands = connection.async();
        this.whenLost = whenLost;
        connection.addListener(this);
    }

    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> disconnected) {
        lost = true;
        whenLost.accept(this);
    }

    /** Returns at once, and keeps Lettuce from connecting again. */
    void close() {
        if (closing.compareAndSet(false, true)) {
            CompletionStage<Void> closed = connection.closeAsync();
            closed.exceptionally(failure -> null);
        }
    }
}
