package dev.scratchy.standalone.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that outlived the process it belonged to, known by the file it wrote its process id into. */
final class Orphan {

    private static final Logger log = LoggerFactory.getLogger(Orphan.class);

    /** PostgreSQL may have to write out its buffers first. */
    private static final long SECONDS = 30;

    private Orphan() {}

    /**
     * Ends the process named in a file, if it is what it should be: an id may belong to another program by now.
     *
     * @param mark occurs in the process' command line
     */
    static void end(Path pidFile, String mark) {
        try {
            List<String> lines = Files.readAllLines(pidFile);
            if (!lines.isEmpty()) {
                ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(mark))
                        .ifPresent(Orphan::end);
            }
        } catch (NoSuchFileException | NumberFormatException none) {
            log.debug("No process is named by {}", pidFile);
        } catch (IOException unreadable) {
            log.warn("{} cannot be read", pidFile, unreadable);
        }
    }

    private static void end(ProcessHandle process) {
        log.info("Ending process {}, left over by an earlier run", process.pid());
        process.destroy();
        try {
            process.onExit().get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException hanging) {
            // Safe for PostgreSQL too: it recovers from its log at the next start.
            process.destroyForcibly();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
