package dev.scratchy.query.projecting;

import dev.scratchy.query.cache.Cache;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import javax.sql.DataSource;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.ParameterResolver;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives an event handler the {@link ProjectionBatch} of the batch it runs in; the first to ask makes it. It is flushed
 * before the commit, and what it outdates is written down with it: the cache is told after the commit, and not before, when a
 * reader could still load the old row.
 */
@Component
class ProjectionBatchParameter implements ParameterResolverFactory, ParameterResolver<ProjectionBatch> {

    /** A batch that is given up would be tried again for ever: to a million followers one event is a million rows. */
    private static final String WITHOUT_LIMIT = "SET LOCAL statement_timeout = 0";

    private final JsonMapper json;
    private final Cache cache;
    private final JdbcTemplate unlimited;

    ProjectionBatchParameter(JsonMapper json, Cache cache, DataSource database) {
        this.json = json;
        this.cache = cache;
        unlimited = new JdbcTemplate(database);
    }

    @Override
    public @Nullable ParameterResolver<?> createInstance(Executable handler, Parameter[] parameters, int index) {
        return parameters[index].getType() == ProjectionBatch.class ? this : null;
    }

    @Override
    public ProjectionBatch resolveParameterValue(Message<?> message) {
        return CurrentUnitOfWork.get().root().getOrComputeResource(ProjectionBatch.KEY, key -> begin(message));
    }

    /** Also where there is no batch yet: a processor asks in advance whether an event is its business. */
    @Override
    public boolean matches(Message<?> message) {
        return true;
    }

    private ProjectionBatch begin(Message<?> first) {
        unlimited.execute(WITHOUT_LIMIT);
        var batch = new ProjectionBatch(json);
        boolean replay = ReplayToken.isReplay(first);
        CurrentUnitOfWork.get().root().onPrepareCommit(committing -> {
            batch.flush();
            if (replay) {
                // While a view is folded anew all its answers are in doubt, and naming each would cost more than it
                // saves.
                cache.invalidateEverythingSoon();
                batch.invalidationsAreOutstanding();
            } else if (!cache.invalidateAll(batch.invalidated(), batch::invalidationsWere)) {
                batch.invalidationsAreOutstanding();
            }
        });
        return batch;
    }
}
