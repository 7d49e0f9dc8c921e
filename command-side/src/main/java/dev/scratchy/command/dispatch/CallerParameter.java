package dev.scratchy.command.dispatch;

import dev.scratchy.shared.security.Caller;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.ParameterResolver;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets a command handler declare the {@link Caller} as a parameter, so that rules of ownership stand where they are decided. */
@Component
public final class CallerParameter implements ParameterResolverFactory, ParameterResolver<Caller> {

    /** Where the caller is kept in a command's metadata; it is not handed on to events. */
    public static final String KEY = "caller";

    @Override
    public @Nullable ParameterResolver<?> createInstance(Executable handler, Parameter[] parameters, int index) {
        return parameters[index].getType() == Caller.class ? this : null;
    }

    @Override
    public Caller resolveParameterValue(Message<?> message) {
        return message.getMetaData().get(KEY) instanceof Caller caller ? caller : Caller.ANONYMOUS;
    }

    @Override
    public boolean matches(Message<?> message) {
        return true;
    }
}
