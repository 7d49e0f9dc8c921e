package dev.scratchy.shared.subscription;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** What one would write without knowing better, so that it is seen that the stress can tell. */
final class NaiveReader implements Runnable {

    private static final String LATER =
            "SELECT position, event_id, aggregate_id FROM domain_event WHERE position > ? ORDER BY position";

    private final JdbcTemplate jdbc;
    private final List<Seen> seen = new ArrayList<>();
    private long last;
    private boolean ended;

    NaiveReader(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void run() {
        while (!ended) {
            jdbc.query(
                    LATER,
                    row -> {
                        last = row.getLong("position");
                        seen.add(new Seen(last, row.getString("event_id")));
                        ended = FollowingJvm.LAST.equals(row.getString("aggregate_id"));
                    },
                    last);
        }
    }

    List<Seen> seen() {
        return seen;
    }
}
