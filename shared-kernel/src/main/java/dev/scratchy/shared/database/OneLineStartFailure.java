package dev.scratchy.shared.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Reports a {@link CannotStart} as the one line that it is, where Spring Boot would print pages of stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class OneLineStartFailure implements SpringBootExceptionReporter {

    private static final Logger log = LoggerFactory.getLogger("dev.scratchy.start");

    @Override
    public boolean reportException(Throwable failure) {
        if (NestedExceptionUtils.getMostSpecificCause(failure) instanceof CannotStart reason) {
            log.error(reason.getMessage());
            return true;
        }
        return false;
    }
}
