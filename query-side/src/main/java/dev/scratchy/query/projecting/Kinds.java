package dev.scratchy.query.projecting;

import java.sql.SQLException;
import java.util.StringJoiner;

/** What a failure is, without a word of what an event or a row holds: messages of parsers and databases may quote both. */
public final class Kinds {

    private static final int MOST_CAUSES = 10;

    private Kinds() {}

    /** The classes of an exception and its causes, with the states of SQL, and where the last one comes from. */
    public static String of(Throwable failure) {
        var kinds = new StringJoiner(" by ");
        Throwable last = failure;
        int causes = 0;
        for (Throwable each = failure; each != null && causes < MOST_CAUSES; each = each.getCause()) {
            kinds.add(
                    each instanceof SQLException sql
                            ? each.getClass().getSimpleName() + " " + sql.getSQLState()
                            : each.getClass().getSimpleName());
            last = each;
            causes++;
        }
        StackTraceElement[] frames = last.getStackTrace();
        return frames.length == 0 ? kinds.toString() : kinds + " at " + frames[0];
    }
}
