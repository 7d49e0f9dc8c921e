package dev.scratchy.query.projecting;

import dev.scratchy.shared.subscription.Subscription;
import java.util.List;
import org.axonframework.messaging.Message;
import org.axonframework.monitoring.MessageMonitor;
import org.jspecify.annotations.Nullable;

/** Tells a subscription which events its projection has no handler for: they are through as soon as they are met. */
final class IgnoredEvents implements MessageMonitor<Message<?>> {

    private final Subscription subscription;

    IgnoredEvents(Subscription subscription) {
        this.subscription = subscription;
    }

    @Override
    public MonitorCallback onMessageIngested(Message<?> message) {
        return new MonitorCallback() {

            @Override
            public void reportIgnored() {
                subscription.processed(List.of(message));
            }

            @Override
            public void reportSuccess() {}

            @Override
            public void reportFailure(@Nullable Throwable cause) {}
        };
    }
}
