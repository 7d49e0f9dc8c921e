package dev.scratchy.query.projecting;

import java.util.Collection;

/**
 * One SQL statement that writes any number of rows of one table at once.
 *
 * <p>The same instance each time, please: rows are gathered by it.
 */
@FunctionalInterface
public interface RowStatement {

    /**
     * Writes rows.
     *
     * @param rows a JSON array of objects, as {@code json_to_recordset} reads it
     * @return the references that this outdated and that only the database knows, mostly none
     */
    Collection<String> write(String rows);
}
