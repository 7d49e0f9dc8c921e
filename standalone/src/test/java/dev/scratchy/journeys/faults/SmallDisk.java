package dev.scratchy.journeys.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A disk of its own in memory, which can be filled to the last byte. Only root can have one. */
final class SmallDisk implements AutoCloseable {

    private static final String SIZE = "300m";
    private static final int BLOCK = 64 * 1024;

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** One, if this machine lets us. */
    static Optional<SmallDisk> mounted() {
        try {
            Path directory = Files.createTempDirectory("scratchy-disk");
            if (run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", directory.toString())) {
                return Optional.of(new SmallDisk(directory));
            }
            Files.delete(directory);
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(List.of(command)).start().waitFor() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    Path directory() {
        return directory;
    }

    /** Not a byte is left for anybody. */
    void fill() {
        byte[] block = new byte[BLOCK];
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            while (true) {
                ballast.write(block);
            }
        } catch (IOException full) {
            // As wanted.
        }
    }

    void makeRoom() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path ballast() {
        return directory.resolve("ballast");
    }

    @Override
    public void close() {
        run("umount", "--lazy", directory.toString());
        try {
            Files.deleteIfExists(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
