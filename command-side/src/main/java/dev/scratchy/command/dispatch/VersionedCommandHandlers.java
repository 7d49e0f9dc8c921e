package dev.scratchy.command.dispatch;

import org.axonframework.messaging.HandlerAttributes;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.HandlerEnhancerDefinition;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.axonframework.messaging.annotation.WrappedMessageHandlingMember;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.jspecify.annotations.Nullable;

/**
 * Wraps every command handler of an aggregate: before it runs, the expected version is checked; when it has run, its result
 * is the {@link Acknowledgement} with the version that the aggregate is at now.
 */
public final class VersionedCommandHandlers implements HandlerEnhancerDefinition {

    @Override
    public <T> MessageHandlingMember<T> wrapHandler(MessageHandlingMember<T> handler) {
        return handler.declaringClass().isAnnotationPresent(AggregateRoot.class)
                        && handler.attribute(HandlerAttributes.COMMAND_NAME).isPresent()
                ? new Versioned<>(handler)
                : handler;
    }

    private static final class Versioned<T> extends WrappedMessageHandlingMember<T> {

        private Versioned(MessageHandlingMember<T> handler) {
            super(handler);
        }

        @Override
        public Object handle(Message<?> command, T aggregate) throws Exception {
            @Nullable Long before = AggregateLifecycle.getVersion();
            ExpectedVersion.check(command, before);
            Object id = super.handle(command, aggregate);
            return new Acknowledgement(String.valueOf(id), AggregateLifecycle.getVersion(), before == null);
        }
    }
}
