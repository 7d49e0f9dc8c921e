package dev.scratchy.command.idempotency;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets old keys, on every node; they do not get in each other's way. */
@Component
class IdempotencySweep {

    private static final Logger log = LoggerFactory.getLogger(IdempotencySweep.class);

    /** Few enough that nobody waits for them, and a slow sweep is no long transaction. */
    private static final int MOST = 1_000;

    private final IdempotencyTable records;

    IdempotencySweep(IdempotencyTable records) {
        this.records = records;
    }

    @Scheduled(fixedDelay = 10, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
    void sweep() {
        try {
            while (records.sweep(MOST) == MOST) {
                log.debug("More than {} idempotency keys are old", MOST);
            }
        } catch (DataAccessException away) {
            log.info(
                    "Old idempotency keys could not be swept, and will be later: {}",
                    away.getClass().getSimpleName());
        }
    }
}
