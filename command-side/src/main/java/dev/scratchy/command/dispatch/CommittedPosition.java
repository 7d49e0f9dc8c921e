package dev.scratchy.command.dispatch;

import dev.scratchy.shared.eventlog.AppendedPosition;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Brings the position of a command's last event to whoever sent it. A handler's result is made before the events are stored, so
 * it cannot say; the sender puts an empty number into the command's metadata, and it is filled after the commit.
 */
final class CommittedPosition implements MessageHandlerInterceptor<CommandMessage<?>> {

    /** Where the sender's number is. */
    static final String KEY = "committedPosition";

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain rest) throws Exception {
        if (work.getMessage().getMetaData().get(KEY) instanceof AtomicLong position) {
            work.afterCommit(done -> AppendedPosition.of(done).ifPresent(position::set));
        }
        return rest.proceed();
    }
}
