package dev.scratchy.shared.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scratchy.shared.backup.LogFile.Head;
import dev.scratchy.shared.backup.LogFile.Trailer;
import dev.scratchy.shared.database.CannotStart;
import dev.scratchy.shared.eventlog.LogImportTable;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes the log into a file, up to where it was complete at the beginning: so commands may go on meanwhile. What an interrupted
 * export has written is checked, and it goes on behind that. A file that is not of this log stays as it is.
 */
final class LogExport {

    private final LogTransferTable table;
    private final LogImportTable imports;
    private final String timeline;
    private Seals seals = new Seals();
    private long events;
    private long position;
    private boolean complete;

    LogExport(DataSource database) {
        table = new LogTransferTable(database);
        imports = new LogImportTable(new JdbcTemplate(database));
        timeline = new HistoryResetTable(database).timeline();
    }

    /** How many events the file has now. */
    long run(Path file) throws IOException {
        imports.demandNone();
        if (Files.exists(file)) {
            LogFile.demandBeginning(file);
            long end = LogFile.endOfLines(file);
            boolean torn = end < Files.size(file);
            if (end > 0) {
                goOn(file, torn);
            }
            if (torn) {
                LogFile.cut(file, end);
            }
        }
        if (!complete) {
            write(file, table.mark());
        }
        return events;
    }

    private void goOn(Path file, boolean torn) throws IOException {
        try (var written = new LogFile(file, torn)) {
            LoggedEvent last = null;
            for (LoggedEvent event = written.next(); event != null; event = written.next()) {
                last = event;
            }
            boolean ours = last == null
                    || table.page(last.position() - 1, last.position(), 1).equals(List.of(last));
            if (!written.head().timeline().equals(timeline) || !ours) {
                throw new CannotStart(file + " is of another log: name another file, or remove it.");
            }
            seals = written.seals();
            events = written.events();
            position = last == null ? 0 : last.position();
            complete = written.isComplete();
        }
    }

    private void write(Path file, long upTo) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
            if (seals.lines() == 0) {
                line(out, new Head(LogFile.FORMAT, LogFile.VERSION, timeline));
            }
            List<LoggedEvent> page = table.page(position, upTo);
            while (!page.isEmpty()) {
                for (LoggedEvent event : page) {
                    line(out, event);
                }
                events += page.size();
                position = page.getLast().position();
                page = table.page(position, upTo);
            }
            line(out, new Trailer(events, position));
            out.flush();
            channel.force(true);
        }
    }

    private void line(OutputStream out, Object content) throws IOException {
        out.write(seals.seal(LogFile.JSON.writeValueAsString(content)).getBytes(UTF_8));
        out.write('\n');
    }
}
