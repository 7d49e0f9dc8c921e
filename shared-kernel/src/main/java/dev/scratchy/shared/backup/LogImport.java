package dev.scratchy.shared.backup;

import dev.scratchy.shared.database.CannotStart;
import dev.scratchy.shared.eventlog.FoldedReservations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills an empty log from a file, in batches of one transaction each, with the reservations that the same events stand for. A log
 * that holds a beginning of the file already is filled up, so an import that was interrupted is just started again.
 */
final class LogImport {

    private static final int MOST = 1_000;
    private static final long MOST_CHARACTERS = 8_000_000;

    private final LogTransferTable table;
    private final HistoryResetTable history;
    private final FoldedReservations reservations;
    private final TransactionTemplate transactions;
    private final List<LoggedEvent> batch = new ArrayList<>();
    private long characters;
    private long present;
    private long compared;
    private long last;

    LogImport(DataSource database) {
        table = new LogTransferTable(database);
        history = new HistoryResetTable(database);
        reservations = new FoldedReservations(database);
        transactions = new TransactionTemplate(new JdbcTransactionManager(database));
    }

    /** How many events the log has now. */
    long run(Path file) throws IOException {
        history.demandStopped();
        present = table.lastPosition();
        try (var lines = new LogFile(file)) {
            for (LoggedEvent event = lines.next(); event != null; event = lines.next()) {
                if (event.position() <= last) {
                    throw new CannotStart("Line " + lines.seals().lines() + " of the file is not in the log's order.");
                }
                if (last <= present && event.position() > present) {
                    take();
                    if (last != present) {
                        throw other();
                    }
                }
                last = event.position();
                batch.add(event);
                characters += event.payload().length() + event.metadata().length();
                if (batch.size() == MOST || characters > MOST_CHARACTERS) {
                    take();
                }
            }
            take();
            if (last < present) {
                throw other();
            }
            if (!lines.isComplete()) {
                throw new CannotStart("The file is incomplete: it has no last line with the sum of the others. "
                        + lines.events() + " events are in the log; export again, and import what is missing.");
            }
            transactions.executeWithoutResult(begun -> {
                if (history.importEnds()) {
                    history.begin(last);
                }
            });
            return lines.events();
        }
    }

    /** What is in the log already has to be the same to the last character; what is not is inserted. */
    private void take() {
        if (batch.isEmpty()) {
            return;
        }
        LoggedEvent end = batch.getLast();
        if (end.position() <= present) {
            compare();
        } else {
            transactions.executeWithoutResult(begun -> {
                history.takeTime();
                if (table.lastPosition() != present) {
                    throw new CannotStart("Somebody else appends to the log: stop all processes, and import again.");
                }
                history.importBegins();
                table.insert(batch);
                reservations.fold(batch.stream().map(LoggedEvent::row));
            });
            present = end.position();
        }
        batch.clear();
        characters = 0;
    }

    private void compare() {
        int at = 0;
        while (at < batch.size()) {
            List<LoggedEvent> page = table.page(compared, batch.getLast().position(), batch.size() - at);
            if (page.isEmpty() || !page.equals(batch.subList(at, at + page.size()))) {
                throw other();
            }
            at += page.size();
            compared = page.getLast().position();
        }
    }

    private static CannotStart other() {
        return new CannotStart("The log is not empty, and holds something else than the beginning of the file:"
                + " import into a new database.");
    }
}
