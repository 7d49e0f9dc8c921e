package dev.scratchy.query.replay;

import dev.scratchy.query.replay.Replay.Mode;
import dev.scratchy.query.replay.Replay.Phase;
import dev.scratchy.query.replay.Replay.State;
import dev.scratchy.shared.subscription.Parts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.axonframework.eventhandling.Segment;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of the table {@code replay}, and the locks that go with it. */
@Component
class ReplayTable {

    private static final String INSERT = """
            INSERT INTO replay (id, projection, mode, state, phase, node, version, position, total, percent, events_per_second)
            VALUES (:id, :projection, CAST(:mode AS replay_mode), 'running', 'folding', :node, '', 0, :total, 0, 0)
            """;

    /**
     * Of somebody who has not been heard of for so long; a transaction of its own replay keeps it from being taken. One that
     * this node cannot carry out is left to others, and who has waited longest is first.
     */
    private static final String TAKE = """
            UPDATE replay
            SET node = :node, updated_at = clock_timestamp()
            WHERE id = (
                SELECT id
                FROM replay
                WHERE state = 'running' AND updated_at < clock_timestamp() - interval '5 seconds'
                  AND id <> ALL (CAST(:here AS text[])) AND projection = ANY (CAST(:known AS text[]))
                  AND pg_try_advisory_xact_lock(hashtextextended(id, 0))
                ORDER BY updated_at
                LIMIT 1
                FOR UPDATE SKIP LOCKED)
            RETURNING *
            """;

    private static final String LET_GO = """
            UPDATE replay
            SET updated_at = clock_timestamp() - interval '1 hour'
            WHERE node = :node AND state = 'running'
            """;

    /** While it is held nobody else takes the replay. */
    private static final String HOLD = "SELECT pg_advisory_xact_lock(hashtextextended(:id, 0))";

    private static final String OWN = "SELECT * FROM replay WHERE id = :id AND node = :node AND state = 'running'";

    private static final String START_OVER = """
            UPDATE replay
            SET phase = 'folding', version = :version, position = 0, updated_at = clock_timestamp()
            WHERE id = :id
            """;

    private static final String ADVANCE = """
            UPDATE replay
            SET phase = CAST(:phase AS replay_phase), position = :position, total = greatest(total, :total),
                percent = greatest(percent, :percent), events_per_second = :rate, eta_seconds = :eta, error = :error,
                updated_at = clock_timestamp()
            WHERE id = :id
            """;

    private static final String END = """
            UPDATE replay
            SET state = CAST(:state AS replay_state), percent = CASE :state WHEN 'completed' THEN 100 ELSE percent END,
                eta_seconds = CASE :state WHEN 'completed' THEN 0 END, error = :error,
                events_per_second = CASE :state
                    WHEN 'completed' THEN round(total / extract(epoch FROM clock_timestamp() - created_at))
                    ELSE events_per_second END,
                finished_at = clock_timestamp(), updated_at = clock_timestamp()
            WHERE id = :id
            """;

    private static final String NOTE_DIFFERENCES = """
            UPDATE replay
            SET differences = CAST(:differences AS json)
            WHERE id = :id
            """;

    private static final String NOTE_INDEXING = """
            UPDATE replay
            SET indexing_share = :share
            WHERE id = :id
            """;

    /** Of short logs it says little. */
    private static final String INDEXING = """
            SELECT avg(indexing_share)
            FROM (
                SELECT indexing_share
                FROM replay
                WHERE projection = :projection AND state = 'completed' AND indexing_share IS NOT NULL AND total >= 10000
                ORDER BY created_at DESC
                LIMIT 3) AS last
            """;

    private static final String CANCEL = """
            UPDATE replay
            SET cancel_wanted = TRUE
            WHERE id = :id AND state = 'running'
            """;

    private static final String CANCEL_WANTED = "SELECT cancel_wanted FROM replay WHERE id = :id";

    private static final String FIND = "SELECT * FROM replay WHERE id = :id";

    private static final String LATEST = """
            SELECT *
            FROM replay
            WHERE CAST(:projection AS text) IS NULL OR projection = :projection
            ORDER BY created_at DESC, id DESC
            LIMIT :limit
            """;

    private static final String FORGET = """
            DELETE FROM replay
            WHERE state <> 'running' AND finished_at < clock_timestamp() - interval '90 days'
            """;

    /** No batch of the projection is being written while this is held. */
    private static final String STOP_WRITING =
            "SELECT pg_advisory_xact_lock(hashtextextended(CAST(:schema AS text) || '.' || :projection, 0))";

    /** Axon's token is JSON; without one the projection has not begun. */
    private static final String WRITTEN_UP_TO = """
            SELECT coalesce(min(CAST(CAST(convert_from(token, 'UTF8') AS json) ->> 'globalIndex' AS bigint)), 0)
            FROM token_entry
            WHERE processor_name = :projection
            """;

    private static final String WRITTEN_BY_SEGMENT = """
            SELECT segment, count(*) OVER () - 1 AS mask,
                coalesce(CAST(CAST(convert_from(token, 'UTF8') AS json) ->> 'globalIndex' AS bigint), 0) AS position
            FROM token_entry
            WHERE processor_name = :projection
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ReplayTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** One that is carried out, with what only that needs to know. */
    record Running(Replay replay, String version, boolean cancelWanted) {}

    /**
     * A new one, of this node.
     *
     * @throws org.springframework.dao.DuplicateKeyException when one of the projection is running
     */
    void insert(String id, String projection, Mode mode, String node, long total) {
        jdbc.sql(INSERT)
                .param("id", id)
                .param("projection", projection)
                .param("mode", mode.name().toLowerCase(Locale.ROOT))
                .param("node", node)
                .param("total", total)
                .update();
    }

    /**
     * One that nobody carries out any more, which is now this node's; within a transaction.
     *
     * @param here those that this node is at anyway
     * @param known the projections that it has
     */
    Optional<Running> take(String node, Collection<String> here, Collection<String> known) {
        return jdbc.sql(TAKE)
                .param("node", node)
                .param("here", here.toArray(String[]::new))
                .param("known", known.toArray(String[]::new))
                .query(this::running)
                .optional();
    }

    /** Others may take at once what is this node's. */
    void letGo(String node) {
        jdbc.sql(LET_GO).param("node", node).update();
    }

    /** The replay, held until the end of the transaction; empty when it is no longer this node's. */
    Optional<Running> hold(String id, String node) {
        jdbc.sql(HOLD).param("id", id).query(row -> {});
        return jdbc.sql(OWN)
                .param("id", id)
                .param("node", node)
                .query(this::running)
                .optional();
    }

    void startOver(String id, String version) {
        jdbc.sql(START_OVER).param("id", id).param("version", version).update();
    }

    /** Writes down how far it is. */
    void advance(String id, Phase phase, Pace pace, @Nullable String waitsFor) {
        jdbc.sql(ADVANCE)
                .param("id", id)
                .param("phase", phase.name().toLowerCase(Locale.ROOT))
                .param("position", pace.position())
                .param("total", pace.total())
                .param("percent", pace.percent())
                .param("rate", pace.eventsPerSecond())
                .param("eta", pace.etaSeconds())
                .param("error", waitsFor)
                .update();
    }

    void end(String id, State state, @Nullable String error) {
        jdbc.sql(END)
                .param("id", id)
                .param("state", state.name().toLowerCase(Locale.ROOT))
                .param("error", error)
                .update();
    }

    void noteDifferences(String id, List<Difference> differences) {
        jdbc.sql(NOTE_DIFFERENCES)
                .param("id", id)
                .param("differences", json.writeValueAsString(differences))
                .update();
    }

    /** Which part of the time indexes took. */
    void noteIndexing(String id, double share) {
        jdbc.sql(NOTE_INDEXING).param("id", id).param("share", share).update();
    }

    /** Which part of the time indexes took in the last replays of a projection. */
    OptionalDouble indexing(String projection) {
        return jdbc
                .sql(INDEXING)
                .param("projection", projection)
                .query((row, number) -> Optional.ofNullable(row.getObject(1, Double.class)))
                .single()
                .stream()
                .mapToDouble(Double::doubleValue)
                .findFirst();
    }

    boolean cancel(String id) {
        return jdbc.sql(CANCEL).param("id", id).update() > 0;
    }

    boolean isCancelWanted(String id) {
        return jdbc.sql(CANCEL_WANTED).param("id", id).query(Boolean.class).single();
    }

    Optional<Replay> find(String id) {
        return jdbc.sql(FIND).param("id", id).query(this::replay).optional();
    }

    /** The last ones, of one projection or of all. */
    List<Replay> latest(@Nullable String projection, int limit) {
        return jdbc.sql(LATEST)
                .param("projection", projection)
                .param("limit", limit)
                .query(this::replay)
                .list();
    }

    void forgetOld() {
        jdbc.sql(FORGET).update();
    }

    /** Waits for the batch that is being written, and has the next one wait until the end of the transaction. */
    void stopWriting(String schema, String projection) {
        jdbc.sql(STOP_WRITING)
                .param("schema", schema)
                .param("projection", projection)
                .query(row -> {});
    }

    /** Up to where the tables in use are written. */
    long writtenUpTo(String projection) {
        return jdbc.sql(WRITTEN_UP_TO)
                .param("projection", projection)
                .query(Long.class)
                .single();
    }

    /** Up to where each segment has written the tables in use. */
    Map<Segment, Long> writtenBySegment(String projection) {
        Map<Segment, Long> written = new HashMap<>();
        jdbc.sql(WRITTEN_BY_SEGMENT).param("projection", projection).query(row -> {
            written.put(Parts.of(row.getInt("segment"), row.getInt("mask")).orElseThrow(), row.getLong("position"));
        });
        return written;
    }

    private Running running(ResultSet row, int number) throws SQLException {
        return new Running(replay(row, number), row.getString("version"), row.getBoolean("cancel_wanted"));
    }

    private Replay replay(ResultSet row, int number) throws SQLException {
        String differences = row.getString("differences");
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        return new Replay(
                row.getString("id"),
                row.getString("projection"),
                Mode.valueOf(row.getString("mode").toUpperCase(Locale.ROOT)),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Phase.valueOf(row.getString("phase").toUpperCase(Locale.ROOT)),
                row.getString("node"),
                row.getInt("percent"),
                row.getLong("position"),
                row.getLong("total"),
                row.getLong("events_per_second"),
                row.getObject("eta_seconds", Long.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                finished == null ? null : finished.toInstant(),
                row.getString("error"),
                differences == null ? null : List.of(json.readValue(differences, Difference[].class)));
    }
}
