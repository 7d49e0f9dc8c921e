package dev.scratchy.command;

import dev.scratchy.shared.Launcher;

/** Starts the command side as a process of its own; with the argument {@code migrate} it migrates the database and ends. */
public final class CommandSideApplication {

    private CommandSideApplication() {}

    static void main(String[] arguments) {
        Launcher.run(CommandSide.class, "scratchy,command-side,application", arguments);
    }
}
