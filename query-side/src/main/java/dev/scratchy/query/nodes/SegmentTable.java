package dev.scratchy.query.nodes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.Segment;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL that looks at the table {@code token_entry} past Axon's token store. */
@Component
class SegmentTable {

    /** Axon's token is JSON; a claim that was not renewed for ten seconds, Axon's default, is nobody's. */
    private static final String ALL = """
            SELECT processor_name, segment,
                CASE WHEN claimed_at > clock_timestamp() - interval '10 seconds' THEN owner END AS owner,
                coalesce(CAST(CAST(convert_from(token, 'UTF8') AS json) ->> 'globalIndex' AS bigint), 0) AS position
            FROM token_entry
            ORDER BY processor_name, segment
            """;

    private static final String DELETE = "DELETE FROM token_entry WHERE processor_name = :projection";

    private final JdbcClient jdbc;

    SegmentTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(
            String projection, int segment, @Nullable String owner, long position) {}

    /** The segments of all projections. */
    Map<String, List<SegmentStatus>> all() {
        Map<String, List<Row>> rows = new HashMap<>();
        jdbc.sql(ALL).query(row -> {
            var found = new Row(
                    row.getString("processor_name"),
                    row.getInt("segment"),
                    row.getString("owner"),
                    row.getLong("position"));
            rows.computeIfAbsent(found.projection(), first -> new ArrayList<>()).add(found);
        });
        Map<String, List<SegmentStatus>> all = new HashMap<>();
        rows.forEach((projection, segments) -> all.put(projection, status(segments)));
        return all;
    }

    private static List<SegmentStatus> status(List<Row> rows) {
        int[] ids = rows.stream().mapToInt(Row::segment).toArray();
        return rows.stream()
                .map(row -> new SegmentStatus(
                        row.segment(),
                        Segment.computeSegment(row.segment(), ids).getMask(),
                        row.owner(),
                        row.position()))
                .toList();
    }

    void deleteAll(String projection) {
        jdbc.sql(DELETE).param("projection", projection).update();
    }
}
