package dev.scratchy.shared.backup;

import dev.scratchy.shared.database.CannotStart;
import dev.scratchy.shared.eventlog.FoldedReservations;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** The commands {@code export-log --file=F}, {@code import-log --file=F} and {@code restored} of all launchers. */
public final class LogCommands {

    private static final String EXPORT = "export-log";
    private static final String IMPORT = "import-log";
    private static final String RESTORED = "restored";

    /** Their names. */
    public static final Set<String> NAMES = Set.of(EXPORT, IMPORT, RESTORED);

    private static final String FILE = "--file=";

    /** Insufficient privilege, and an undefined table: in a schema that a role may not use, there is nothing for it. */
    private static final Set<String> NOT_FOR_THIS_ROLE = Set.of("42501", "42P01");

    private LogCommands() {}

    /**
     * Runs a command.
     *
     * @return what came of it, for people
     * @throws CannotStart when it cannot be done; nothing is half done that the same command would not go on with
     */
    public static String run(String command, DataSource database, String... arguments) {
        long begun = System.nanoTime();
        try {
            long events = switch (command) {
                case EXPORT -> new LogExport(database).run(file(arguments));
                case IMPORT -> new LogImport(database).run(file(arguments));
                default -> restored(database);
            };
            double seconds = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
            return "%s: %d events, %.1f s".formatted(command, events, seconds);
        } catch (IOException failure) {
            throw new CannotStart("The file cannot be used: " + failure.getMessage());
        } catch (DataAccessException | TransactionException failure) {
            throw refused(NestedExceptionUtils.getMostSpecificCause(failure));
        }
    }

    private static CannotStart refused(Throwable cause) {
        boolean mayNot = cause instanceof SQLException sql
                && NOT_FOR_THIS_ROLE.contains(Objects.requireNonNullElse(sql.getSQLState(), ""));
        // The first line only: the others may quote what is stored.
        String said = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return new CannotStart(
                mayNot
                        ? "Only the role that owns the log may do that, the one for migrate. PostgreSQL says: " + said
                        : "PostgreSQL did not do it, and says: " + said
                                + ". The same command goes on with what is done.");
    }

    private static Path file(String... arguments) {
        return Path.of(Arrays.stream(arguments)
                .filter(word -> word.startsWith(FILE))
                .map(word -> word.substring(FILE.length()))
                .findFirst()
                .orElseThrow(() -> new CannotStart("Name the file, as in --file=log.ndjson.")));
    }

    /** In one transaction: an interruption leaves everything as it was. */
    private static long restored(DataSource database) {
        var table = new LogTransferTable(database);
        var history = new HistoryResetTable(database);
        var reservations = new FoldedReservations(database);
        Long events = new TransactionTemplate(new JdbcTransactionManager(database)).execute(begun -> {
            history.demandStopped();
            history.takeTime();
            history.reset();
            long last = table.lastPosition();
            long count = 0;
            List<LoggedEvent> page = table.page(0, last);
            while (!page.isEmpty()) {
                reservations.fold(page.stream().map(LoggedEvent::row));
                count += page.size();
                page = table.page(page.getLast().position(), last);
            }
            history.begin(last);
            return count;
        });
        return events == null ? 0 : events;
    }
}
