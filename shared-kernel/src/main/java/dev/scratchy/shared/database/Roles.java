package dev.scratchy.shared.database;

import org.jspecify.annotations.Nullable;

/**
 * {@code scratchy.database.roles.*}: whom the two sides connect as, where neither is the owner. Empty for one role that owns all.
 *
 * @param command the command side's
 * @param query the query side's
 */
record Roles(String command, String query) {

    Roles(@Nullable String command, @Nullable String query) {
        this.command = command == null ? "" : command;
        this.query = query == null ? "" : query;
        if (this.command.isEmpty() != this.query.isEmpty()) {
            throw new CannotStart("DATABASE_COMMAND_ROLE and DATABASE_QUERY_ROLE must be given both, or neither.");
        }
    }

    boolean areApart() {
        return !command.isEmpty();
    }
}
