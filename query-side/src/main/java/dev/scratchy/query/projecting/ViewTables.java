package dev.scratchy.query.projecting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The tables of a projection's view, and what a replay may leave for last because folding does not read it.
 *
 * @param written by the projection's statements
 * @param derived kept by triggers on those
 * @param indexesForLast names of indexes that no statement of the projection needs
 */
public record ViewTables(List<String> written, List<Derived> derived, Collection<String> indexesForLast) {

    /**
     * A table that triggers keep.
     *
     * @param fill a statement that fills it from the tables that are written
     */
    public record Derived(String table, String fill) {}

    /** Tables that are written, of which a replay keeps all indexes from the beginning. */
    public static ViewTables of(String... written) {
        return new ViewTables(List.of(written), List.of(), List.of());
    }

    /** The same with a table that triggers keep. */
    public ViewTables deriving(String table, String fill) {
        var more = new ArrayList<>(derived);
        more.add(new Derived(table, fill));
        return new ViewTables(written, List.copyOf(more), indexesForLast);
    }

    /** The same, with indexes that a replay makes when everything is folded. */
    public ViewTables indexingLast(String... indexes) {
        return new ViewTables(written, derived, List.of(indexes));
    }

    /** All of them. */
    public List<String> names() {
        var names = new ArrayList<>(written);
        derived.forEach(table -> names.add(table.table()));
        return names;
    }
}
