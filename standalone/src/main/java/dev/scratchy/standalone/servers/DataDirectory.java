package dev.scratchy.standalone.servers;

import dev.scratchy.shared.database.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** Where the embedded servers keep their files; one process at a time, by a lock that ends with the process. */
final class DataDirectory implements AutoCloseable {

    private static final List<String> OURS = List.of("postgres", "redis", "dev-token.key");

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static DataDirectory open(Path directory, boolean fresh) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            var data = new DataDirectory(path, locked(path));
            data.endOrphans();
            if (fresh) {
                data.empty();
            }
            return data;
        } catch (IOException unusable) {
            throw new CannotStart("The data directory " + path + " cannot be used: " + unusable.getMessage());
        }
    }

    private static FileChannel locked(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new CannotStart("Another Scratchy is running on " + path + ": stop it, or give --data=DIR.");
        }
        return channel;
    }

    private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        }
    }

    Path path() {
        return path;
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    Path redis() {
        return path.resolve("redis");
    }

    /** Servers of a process that was killed live on; holding the lock we know that nobody uses them. */
    private void endOrphans() {
        Orphan.end(postgres().resolve("postmaster.pid"), postgres().toString());
        Orphan.end(redis().resolve("redis.pid"), redis().toString());
    }

    /** Deletes what this class knows, and nothing else that may be in the directory. */
    private void empty() throws IOException {
        for (String name : OURS) {
            FileSystemUtils.deleteRecursively(path.resolve(name));
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
