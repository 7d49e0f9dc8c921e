package dev.scratchy.query;

import dev.scratchy.shared.Launcher;

/** Starts the query side as a process of its own; with the argument {@code migrate} it migrates the database and ends. */
public final class QuerySideApplication {

    private QuerySideApplication() {}

    static void main(String[] arguments) {
        Launcher.run(QuerySide.class, "scratchy,query-side,application", arguments);
    }
}
