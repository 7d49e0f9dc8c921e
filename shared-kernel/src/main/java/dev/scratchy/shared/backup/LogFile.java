package dev.scratchy.shared.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scratchy.shared.database.CannotStart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Reads a file of the log from its beginning, and believes no line that its checksums do not bear out. */
final class LogFile implements AutoCloseable {

    static final String FORMAT = "scratchy-log";
    static final int VERSION = 1;

    static final JsonMapper JSON = new JsonMapper();

    /** The first line. */
    record Head(String format, int version, String timeline) {}

    /** The last line, without which a file is not all of what was to be exported. */
    record Trailer(long events, long lastPosition) {}

    private static final byte[] BEGINNING = ("{\"format\":\"" + FORMAT + "\"").getBytes(UTF_8);
    private static final String EVENT = "{\"position\":";
    private static final int LOOKED_BACK = 1 << 16;

    private final BufferedReader reader;
    private final boolean torn;
    private final Seals seals = new Seals();
    private final Head head;
    private long events;
    private @Nullable String ahead;
    private @Nullable Trailer trailer;

    /**
     * Opens a file.
     *
     * @throws CannotStart when it does not begin as one of the log
     */
    LogFile(Path file) throws IOException {
        this(file, false);
    }

    /**
     * Opens a file.
     *
     * @param torn whether its last line is none, because it has no end
     * @throws CannotStart when it does not begin as one of the log
     */
    LogFile(Path file, boolean torn) throws IOException {
        this.torn = torn;
        try {
            demandBeginning(file);
            // Replaces what is no UTF-8: then it is the checksum that is wrong, which names the line.
            reader = new BufferedReader(new InputStreamReader(Files.newInputStream(file), UTF_8));
        } catch (NoSuchFileException absent) {
            throw new CannotStart("There is no file " + file + ".");
        }
        ahead = reader.readLine();
        String line = line();
        head = line == null ? new Head("", 0, "") : JSON.readValue(seals.open(line), Head.class);
        if (!head.format().equals(FORMAT) || head.version() != VERSION) {
            reader.close();
            throw foreign(file);
        }
    }

    /**
     * Lets a file pass that is empty, or begins as one of the log, however early that was broken off.
     *
     * @throws CannotStart when it is somebody else's
     */
    static void demandBeginning(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] first = bytes.readNBytes(BEGINNING.length);
            if (!Arrays.equals(first, 0, first.length, BEGINNING, 0, first.length)) {
                throw foreign(file);
            }
        }
    }

    private static CannotStart foreign(Path file) {
        return new CannotStart(
                file + " does not hold a log in version " + VERSION + " of the format: name another file.");
    }

    /** Where the last line with an end ends: behind it, an export was interrupted in the midst of one. */
    static long endOfLines(Path file) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "r")) {
            long end = bytes.length();
            byte[] part = new byte[LOOKED_BACK];
            while (end > 0) {
                int length = (int) Math.min(part.length, end);
                bytes.seek(end - length);
                bytes.readFully(part, 0, length);
                for (int at = length - 1; at >= 0; at--) {
                    if (part[at] == '\n') {
                        return end - length + at + 1;
                    }
                }
                end -= length;
            }
            return 0;
        }
    }

    /** Cuts off what is behind. */
    static void cut(Path file, long end) throws IOException {
        try (FileChannel bytes = FileChannel.open(file, StandardOpenOption.WRITE)) {
            bytes.truncate(end);
        }
    }

    Head head() {
        return head;
    }

    /** The checksums so far, to go on from. */
    Seals seals() {
        return seals;
    }

    /** Whether everything is there; known at the end. */
    boolean isComplete() {
        return trailer != null;
    }

    long events() {
        return events;
    }

    /** The next event, or {@code null} at the end. */
    @Nullable
    LoggedEvent next() throws IOException {
        String line = line();
        if (line == null) {
            return null;
        }
        String object = seals.open(line);
        if (trailer != null) {
            throw new CannotStart("Line " + seals.lines() + " of the file is behind its end.");
        }
        if (!object.startsWith(EVENT)) {
            trailer = JSON.readValue(object, Trailer.class);
            if (trailer.events() != events) {
                throw new CannotStart("The file ends with " + trailer.events() + " events and has " + events + ".");
            }
            return next();
        }
        events++;
        return JSON.readValue(object, LoggedEvent.class);
    }

    private @Nullable String line() throws IOException {
        String line = ahead;
        ahead = line == null ? null : reader.readLine();
        return ahead == null && torn ? null : line;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
