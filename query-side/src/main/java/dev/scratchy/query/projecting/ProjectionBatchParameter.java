package dev.scratchy.query.projecting;

import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.ParameterResolver;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gives an event handler the {@link ProjectionBatch} of the batch it runs in. */
@Component
class ProjectionBatchParameter implements ParameterResolverFactory, ParameterResolver<ProjectionBatch> {

    @Override
    public @Nullable ParameterResolver<?> createInstance(Executable handler, Parameter[] parameters, int index) {
        return parameters[index].getType() == ProjectionBatch.class ? this : null;
    }

    @Override
    public ProjectionBatch resolveParameterValue(Message<?> message) {
        return CurrentUnitOfWork.get().root().getResource(ProjectionBatch.KEY);
    }

    /** Also where there is no batch: a processor asks in advance whether an event is its business. */
    @Override
    public boolean matches(Message<?> message) {
        return true;
    }
}
