package dev.scratchy.query.projecting;

import dev.scratchy.query.cache.Cache;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import javax.sql.DataSource;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.ParameterResolver;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
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

    /**
     * Without a limit, because a batch that is given up would be tried again for ever: to a million followers one event is a
     * million rows. And not while a replay puts other tables in the place of the view's, which takes milliseconds.
     */
    private static final String BEGIN = """
            SELECT set_config('statement_timeout', '0', true),
                pg_advisory_xact_lock_shared(hashtextextended(current_schema() || '.' || ?, 0))
            """;

    private final JsonMapper json;
    private final Cache cache;
    private final JdbcTemplate jdbc;

    ProjectionBatchParameter(JsonMapper json, Cache cache, DataSource database) {
        this.json = json;
        this.cache = cache;
        jdbc = new JdbcTemplate(database);
    }

    @Override
    public @Nullable ParameterResolver<?> createInstance(Executable handler, Parameter[] parameters, int index) {
        return parameters[index].getType() == ProjectionBatch.class ? this : null;
    }

    @Override
    public ProjectionBatch resolveParameterValue(Message<?> message) {
        return CurrentUnitOfWork.get().root().getOrComputeResource(ProjectionBatch.KEY, key -> begin());
    }

    /** Also where there is no batch yet: a processor asks in advance whether an event is its business. */
    @Override
    public boolean matches(Message<?> message) {
        return true;
    }

    private ProjectionBatch begin() {
        UnitOfWork<?> work = CurrentUnitOfWork.get().root();
        jdbc.query(BEGIN, row -> {}, work.<String>getResource(Projections.NAME));
        var batch = new ProjectionBatch(json);
        work.onPrepareCommit(committing -> {
            batch.flush();
            if (!cache.invalidateAll(batch.invalidated(), batch::invalidationsWere)) {
                batch.invalidationsAreOutstanding();
            }
        });
        return batch;
    }
}
