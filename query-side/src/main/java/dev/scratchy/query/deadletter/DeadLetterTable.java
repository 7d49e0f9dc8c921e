package dev.scratchy.query.deadletter;

import dev.scratchy.query.paging.Page;
import dev.scratchy.query.paging.PageRequest;
import dev.scratchy.shared.identity.DeadLetterId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * All SQL of the table {@code dead_letter}. Who changes it holds the lock of the projection: shared to park, alone for everything
 * else.
 */
@Component
public class DeadLetterTable {

    /** The event may be there already, when an upcaster made two of it. */
    private static final String PARK = """
            INSERT INTO dead_letter (id, projection, position, sequence, marks, cause_type, cause_message, attempts, tried_at)
            VALUES (:id, :projection, :position, :sequence, CAST(:marks AS text[]), :type, :message, :attempts,
                CASE WHEN CAST(:attempts AS integer) > 0 THEN clock_timestamp() END)
            ON CONFLICT (projection, position) DO NOTHING
            """;

    private static final String JOIN = """
            UPDATE dead_letter
            SET sequence = :sequence, updated_at = clock_timestamp()
            WHERE projection = :projection AND sequence = ANY (CAST(:joined AS text[]))
            """;

    private static final String MARKS = """
            SELECT sequence, unnest(marks) AS mark
            FROM dead_letter
            WHERE projection = :projection
            """;

    private static final String IS_ANY = "SELECT EXISTS (SELECT FROM dead_letter WHERE projection = :projection)";

    private static final String COUNT = """
            SELECT projection, count(*) AS letters
            FROM dead_letter
            GROUP BY projection
            """;

    private static final String TOTAL = """
            SELECT count(*)
            FROM dead_letter
            WHERE CAST(:projection AS text) IS NULL OR projection = :projection
            """;

    private static final String LIST = """
            SELECT *
            FROM dead_letter
            WHERE CAST(:projection AS text) IS NULL OR projection = :projection
            ORDER BY projection, position
            LIMIT :limit OFFSET :offset
            """;

    private static final String FIND = "SELECT * FROM dead_letter WHERE id = :id";

    private static final String FIRST = """
            SELECT *
            FROM dead_letter
            WHERE projection = :projection AND sequence = :sequence
            ORDER BY position
            LIMIT 1
            """;

    private static final String SEQUENCES = """
            SELECT sequence
            FROM dead_letter
            WHERE projection = :projection
            GROUP BY sequence
            ORDER BY min(position)
            """;

    private static final String FAILED = """
            UPDATE dead_letter
            SET cause_type = :type, cause_message = :message, attempts = attempts + 1, tried_at = clock_timestamp(),
                updated_at = clock_timestamp()
            WHERE id = :id
            """;

    private static final String REMOVE = "DELETE FROM dead_letter WHERE id = :id";

    private static final String REMOVE_ALL = """
            DELETE FROM dead_letter
            WHERE projection = :projection
            RETURNING *
            """;

    private final JdbcClient jdbc;

    DeadLetterTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Puts an event aside.
     *
     * @param sequences those whose letters it must not overtake; they become one
     * @param cause {@code null} when it only waits for those
     * @return the sequence that it belongs to
     */
    public String park(
            String projection,
            long position,
            Collection<String> sequences,
            Collection<String> marks,
            @Nullable Cause cause) {
        String id = DeadLetterId.next().value();
        String sequence = sequences.stream().min(String::compareTo).orElse(id);
        if (sequences.size() > 1) {
            jdbc.sql(JOIN)
                    .param("projection", projection)
                    .param("sequence", sequence)
                    .param("joined", sequences.toArray(String[]::new))
                    .update();
        }
        jdbc.sql(PARK)
                .param("id", id)
                .param("projection", projection)
                .param("position", position)
                .param("sequence", sequence)
                .param("marks", marks.toArray(String[]::new))
                .param("type", cause == null ? null : cause.type())
                .param("message", cause == null ? null : cause.message())
                .param("attempts", cause == null ? 0 : 1)
                .update();
        return sequence;
    }

    /** What the letters of a projection are not to be overtaken in, with the sequences of those. */
    public Map<String, Set<String>> sequencesByMark(String projection) {
        Map<String, Set<String>> sequences = new HashMap<>();
        jdbc.sql(MARKS).param("projection", projection).query(row -> {
            sequences
                    .computeIfAbsent(row.getString("mark"), first -> new HashSet<>())
                    .add(row.getString("sequence"));
        });
        return sequences;
    }

    public boolean isAnyOf(String projection) {
        return jdbc.sql(IS_ANY)
                .param("projection", projection)
                .query(Boolean.class)
                .single();
    }

    /** How many letters projections have; those that have none are left out. */
    public Map<String, Long> count() {
        Map<String, Long> letters = new HashMap<>();
        jdbc.sql(COUNT).query(row -> {
            letters.put(row.getString("projection"), row.getLong("letters"));
        });
        return letters;
    }

    /** How many letters a projection has, or all together. */
    public long count(@Nullable String projection) {
        return jdbc.sql(TOTAL).param("projection", projection).query(Long.class).single();
    }

    /** The letters of a projection, or of all, in the order of the log. */
    public Page<DeadLetter> list(@Nullable String projection, PageRequest page) {
        List<DeadLetter> rows = jdbc.sql(LIST)
                .param("projection", projection)
                .param("limit", page.limit())
                .param("offset", page.offset())
                .query(DeadLetterTable::letter)
                .list();
        return Page.of(rows, count(projection));
    }

    public Optional<DeadLetter> find(String id) {
        return jdbc.sql(FIND).param("id", id).query(DeadLetterTable::letter).optional();
    }

    /** The letter of a sequence that has to be tried before the others. */
    public Optional<DeadLetter> first(String projection, String sequence) {
        return jdbc.sql(FIRST)
                .param("projection", projection)
                .param("sequence", sequence)
                .query(DeadLetterTable::letter)
                .optional();
    }

    /** The sequences of a projection, the oldest first. */
    public List<String> sequences(String projection) {
        return jdbc.sql(SEQUENCES)
                .param("projection", projection)
                .query((row, number) -> row.getString("sequence"))
                .list();
    }

    /** It was tried again, in vain. */
    public void failed(String id, Cause cause) {
        jdbc.sql(FAILED)
                .param("id", id)
                .param("type", cause.type())
                .param("message", cause.message())
                .update();
    }

    public void remove(String id) {
        jdbc.sql(REMOVE).param("id", id).update();
    }

    /** Takes away all letters of a projection. */
    public List<DeadLetter> removeAll(String projection) {
        return jdbc.sql(REMOVE_ALL)
                .param("projection", projection)
                .query(DeadLetterTable::letter)
                .list();
    }

    private static DeadLetter letter(ResultSet row, int number) throws SQLException {
        return new DeadLetter(
                row.getString("id"),
                row.getString("projection"),
                row.getLong("position"),
                row.getString("sequence"),
                row.getString("cause_type"),
                row.getString("cause_message"),
                row.getInt("attempts"),
                time(row, "created_at").orElseThrow(),
                time(row, "tried_at").orElse(null));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
