package dev.scratchy.query.deadletter;

import dev.scratchy.query.deadletter.Decision.Kind;
import dev.scratchy.query.paging.Page;
import dev.scratchy.query.paging.PageRequest;
import dev.scratchy.shared.identity.DeadLetterId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL of the table {@code dead_letter_decision}: only ever added to. */
@Component
public class DecisionTable {

    private static final String INSERT = """
            INSERT INTO dead_letter_decision (id, letter_id, projection, position, decision, decided_by, reason, error)
            VALUES (:id, :letter, :projection, :position, CAST(:decision AS dead_letter_decision_kind), :by, :reason, :error)
            """;

    private static final String TOTAL = """
            SELECT count(*)
            FROM dead_letter_decision
            WHERE CAST(:projection AS text) IS NULL OR projection = :projection
            """;

    private static final String LIST = """
            SELECT *
            FROM dead_letter_decision
            WHERE CAST(:projection AS text) IS NULL OR projection = :projection
            ORDER BY id DESC
            LIMIT :limit OFFSET :offset
            """;

    private static final String DISCARDED = """
            SELECT position
            FROM dead_letter_decision
            WHERE projection = :projection AND decision = 'discarded'
            """;

    private final JdbcClient jdbc;

    DecisionTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes down what became of a letter.
     *
     * @param by whose wish it was
     */
    public void insert(DeadLetter letter, Kind decision, String by, @Nullable String reason, @Nullable Cause error) {
        jdbc.sql(INSERT)
                .param("id", DeadLetterId.next().value())
                .param("letter", letter.id())
                .param("projection", letter.projection())
                .param("position", letter.position())
                .param("decision", decision.name().toLowerCase(Locale.ROOT))
                .param("by", by)
                .param("reason", reason)
                .param("error", error == null ? null : error.text())
                .update();
    }

    /** The decisions on the letters of a projection, or of all, the latest first. */
    public Page<Decision> list(@Nullable String projection, PageRequest page) {
        List<Decision> rows = jdbc.sql(LIST)
                .param("projection", projection)
                .param("limit", page.limit())
                .param("offset", page.offset())
                .query(DecisionTable::decision)
                .list();
        return Page.of(
                rows,
                jdbc.sql(TOTAL)
                        .param("projection", projection)
                        .query(Long.class)
                        .single());
    }

    /** The positions of the events that are to be in no view of a projection. */
    public Set<Long> discarded(String projection) {
        return new HashSet<>(jdbc.sql(DISCARDED)
                .param("projection", projection)
                .query((row, number) -> row.getLong("position"))
                .list());
    }

    private static Decision decision(ResultSet row, int number) throws SQLException {
        return new Decision(
                row.getString("id"),
                row.getString("letter_id"),
                row.getString("projection"),
                row.getLong("position"),
                Kind.valueOf(row.getString("decision").toUpperCase(Locale.ROOT)),
                row.getString("decided_by"),
                row.getString("reason"),
                row.getString("error"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
