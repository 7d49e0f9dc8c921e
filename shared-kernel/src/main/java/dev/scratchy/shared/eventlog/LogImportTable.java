package dev.scratchy.shared.eventlog;

import dev.scratchy.shared.database.CannotStart;
import org.springframework.jdbc.core.JdbcTemplate;

/** The SQL that asks whether an import of the log is under way. */
public record LogImportTable(JdbcTemplate jdbc) {

    private static final String UNDER_WAY = "SELECT created_at FROM log_import";

    /**
     * Nobody reads half a log, or appends to it.
     *
     * @throws CannotStart when an import has begun and not ended
     */
    public void demandNone() {
        if (!jdbc.queryForList(UNDER_WAY).isEmpty()) {
            throw new CannotStart("An import of the log has not come to its end:"
                    + " run the launcher with the argument import-log and the same file again, which goes on with it.");
        }
    }
}
