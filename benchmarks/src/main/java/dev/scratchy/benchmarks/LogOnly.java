package dev.scratchy.benchmarks;

import dev.scratchy.shared.eventlog.SnapshotType;
import dev.scratchy.shared.post.PostCreated;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The pool, the log and the way to follow it as the system has them, without sides: no projection runs beside a measurement. */
@Configuration(proxyBeanMethods = false)
@ComponentScan({"dev.scratchy.shared.database", "dev.scratchy.shared.eventlog", "dev.scratchy.shared.subscription"})
class LogOnly {

    @Bean
    JdbcTemplate jdbcTemplate(DataSource dataSource) {
        return new JdbcTemplate(dataSource);
    }

    @Bean
    TransactionManager axonTransactions(DataSource dataSource) {
        return new SpringTransactionManager(new JdbcTransactionManager(dataSource));
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** What {@link Loading} saves. */
    @Bean
    SnapshotType createdPosts() {
        return new SnapshotType("PostCreated", 1, PostCreated.class);
    }

    @Bean
    MeterRegistry metrics() {
        return new SimpleMeterRegistry();
    }
}
