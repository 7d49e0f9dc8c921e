package dev.scratchy.query.cache;

import java.time.Duration;
import org.springframework.dao.DataAccessResourceFailureException;

/** A load took longer than a caller may be kept waiting. It goes on, and what it brings is kept for those who come later. */
public final class LoadTimedOut extends DataAccessResourceFailureException {

    private static final long serialVersionUID = 1;

    LoadTimedOut(String query, Duration limit) {
        super("The query " + query + " has not been answered within " + limit.toMillis() + " ms");
    }
}
