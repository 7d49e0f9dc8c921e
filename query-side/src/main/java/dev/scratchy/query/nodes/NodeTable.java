package dev.scratchy.query.nodes;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of the table {@code projection_node}. */
@Component
class NodeTable {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private static final String BE_SEEN = """
            INSERT INTO projection_node (node, projections, failures)
            VALUES (:node, CAST(:projections AS text[]), CAST(:failures AS json))
            ON CONFLICT (node) DO UPDATE
            SET projections = excluded.projections, failures = excluded.failures, updated_at = clock_timestamp()
            """;

    /** One that was not seen for five seconds is not there. */
    private static final String PRESENT = """
            SELECT *
            FROM projection_node
            WHERE updated_at > clock_timestamp() - interval '5 seconds'
            ORDER BY node
            """;

    private static final String LEAVE = "DELETE FROM projection_node WHERE node = :node";

    private static final String FORGET = """
            DELETE FROM projection_node
            WHERE updated_at < clock_timestamp() - interval '1 minute'
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    NodeTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * A node that is there.
     *
     * @param projections that it knows
     * @param failures what keeps some of them from going on there
     */
    record Present(
            String node, Set<String> projections, Map<String, String> failures, Instant startedAt, Instant seenAt) {}

    void beSeen(String node, Collection<String> projections, Map<String, String> failures) {
        jdbc.sql(BE_SEEN)
                .param("node", node)
                .param("projections", projections.toArray(String[]::new))
                .param("failures", json.writeValueAsString(failures))
                .update();
    }

    List<Present> present() {
        return jdbc.sql(PRESENT).query(this::present).list();
    }

    void leave(String node) {
        jdbc.sql(LEAVE).param("node", node).update();
    }

    void forgetOld() {
        jdbc.sql(FORGET).update();
    }

    private Present present(ResultSet row, int number) throws SQLException {
        Array projections = row.getArray("projections");
        return new Present(
                row.getString("node"),
                Set.of((String[]) projections.getArray()),
                json.readValue(row.getString("failures"), TEXTS),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
