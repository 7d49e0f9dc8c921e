package dev.scratchy.standalone.importing;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** How far the import is: a bar that grows in place on a terminal, a line for each tenth elsewhere. */
final class ProgressBar {

    private static final int WIDTH = 40;

    private final PrintStream out;
    private final boolean terminal;
    private final int total;
    private int done;
    private int shownTenths = -1;
    private int refused;

    ProgressBar(PrintStream out, boolean terminal, int total) {
        this.out = out;
        this.terminal = terminal;
        this.total = total;
    }

    /** One more line is dealt with; {@code refusal} says why when it was in vain. */
    synchronized void advance(@Nullable String refusal) {
        done++;
        if (refusal != null) {
            refused++;
        }
        int tenths = done * 10 / total;
        if (terminal) {
            int filled = done * WIDTH / total;
            out.printf(
                    "\r[%s%s] %d/%d, %d refused", "#".repeat(filled), " ".repeat(WIDTH - filled), done, total, refused);
            if (done == total) {
                out.println();
            }
        } else if (tenths > shownTenths) {
            out.printf("%d/%d, %d refused%n", done, total, refused);
        }
        shownTenths = tenths;
    }
}
