package dev.scratchy.shared.subscription;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.springframework.jdbc.core.JdbcTemplate;

/** One event where somebody saw it. */
record Seen(long position, String eventId) {

    private static final String ALL = "SELECT position, event_id FROM domain_event ORDER BY position";

    static Seen of(TrackedEventMessage<?> event) {
        return new Seen(event.trackingToken().position().orElseThrow(), event.getIdentifier());
    }

    static Seen parse(String line) {
        int blank = line.indexOf(' ');
        return new Seen(Long.parseLong(line.substring(0, blank)), line.substring(blank + 1));
    }

    String line() {
        return position + " " + eventId;
    }

    /** What a process wrote down. */
    static List<Seen> in(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            return lines.lines().map(Seen::parse).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What there is to be seen in the end. */
    static List<Seen> inTheTable(JdbcTemplate jdbc) {
        return jdbc.query(ALL, (row, number) -> new Seen(row.getLong("position"), row.getString("event_id")));
    }

    /**
     * How what a reader saw differs from what is there.
     *
     * @param missed there and not seen
     * @param foreign seen and not there: rolled back, or at another position
     * @param repeated seen more than once
     * @param descending not above the one seen before
     */
    record Difference(int missed, int foreign, int repeated, int descending) {

        static final Difference NONE = new Difference(0, 0, 0, 0);

        static Difference between(List<Seen> there, List<Seen> seen) {
            Set<Seen> distinct = new HashSet<>(seen);
            Set<Seen> missed = new HashSet<>(there);
            missed.removeAll(distinct);
            Set<Seen> foreign = new HashSet<>(distinct);
            there.forEach(foreign::remove);
            int descending = 0;
            for (int n = 1; n < seen.size(); n++) {
                descending += seen.get(n).position() > seen.get(n - 1).position() ? 0 : 1;
            }
            return new Difference(missed.size(), foreign.size(), seen.size() - distinct.size(), descending);
        }
    }

    /** For threads that see while others look. */
    static List<Seen> list() {
        return Collections.synchronizedList(new ArrayList<>());
    }
}
