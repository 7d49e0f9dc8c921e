package dev.scratchy.journeys.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Eventually;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A base backup of a PostgreSQL and all of its WAL, as the how-to has it. The base is what {@code pg_basebackup} makes, made with
 * the functions of the server: its programs are not among those that tests have.
 */
final class Archive {

    private static final Duration LATEST = Duration.ofSeconds(60);

    private final OwnPostgres postgres;
    private final Path data;
    private final Path base;
    private final Path segments;

    /**
     * From now on all WAL is kept.
     *
     * @param directory that of the server
     */
    Archive(OwnPostgres postgres, Path directory) throws IOException, SQLException {
        this.postgres = postgres;
        data = directory.resolve("postgres");
        base = directory.resolve("base");
        segments = Files.createDirectory(directory.resolve("archive"));
        try (Connection connection = postgres.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET archive_mode = on");
            statement.execute(
                    "ALTER SYSTEM SET archive_command = 'test ! -f " + segments + "/%f && cp %p " + segments + "/%f'");
        }
        postgres.stopFast();
        postgres.startAgain();
    }

    /** While it runs. */
    void takeBase() throws IOException, SQLException {
        try (Connection connection = postgres.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('base', fast => true)");
            copy();
            try (var label = statement.executeQuery("SELECT labelfile FROM pg_backup_stop()")) {
                label.next();
                Files.writeString(base.resolve("backup_label"), label.getString(1));
            }
        }
    }

    /** All but the WAL, which is in the archive, and what is of the process; a file may be gone before its turn comes. */
    private void copy() throws IOException {
        Path wal = data.resolve("pg_wal");
        Files.walkFileTree(data, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes) throws IOException {
                Files.copy(from, to(from), StandardCopyOption.COPY_ATTRIBUTES);
                return from.equals(wal) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path from, BasicFileAttributes attributes) throws IOException {
                if (!from.getFileName().toString().startsWith("postmaster.")) {
                    try {
                        Files.copy(from, to(from), StandardCopyOption.COPY_ATTRIBUTES);
                    } catch (NoSuchFileException gone) {
                        return FileVisitResult.CONTINUE;
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path from, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    private Path to(Path from) {
        return base.resolve(data.relativize(from));
    }

    /** Waits until all WAL so far is in the archive. */
    void complete() throws SQLException {
        try (Connection connection = postgres.connect("postgres");
                var statement = connection.createStatement()) {
            String segment;
            try (var current = statement.executeQuery("SELECT pg_walfile_name(pg_current_wal_lsn())")) {
                current.next();
                segment = current.getString(1);
            }
            statement.execute("SELECT pg_switch_wal()");
            Eventually.see(LATEST, () -> {
                try (var archived = statement.executeQuery("SELECT last_archived_wal FROM pg_stat_archiver")) {
                    archived.next();
                    assertThat(archived.getString(1)).isGreaterThanOrEqualTo(segment);
                }
            });
        }
    }

    /**
     * The server is lost, and begins anew from the base and the archive.
     *
     * @param moment up to when, as PostgreSQL writes it
     */
    void restore(String moment) throws IOException {
        postgres.kill();
        Files.move(data, data.resolveSibling("lost"));
        Files.move(base, data);
        Files.writeString(
                data.resolve("postgresql.auto.conf"), """
                restore_command = 'cp %s/%%f %%p'
                recovery_target_time = '%s'
                recovery_target_action = 'promote'
                """.formatted(segments, moment), StandardOpenOption.APPEND);
        Files.createFile(data.resolve("recovery.signal"));
        postgres.startAgain();
        Eventually.see(LATEST, () -> {
            try (Connection connection = postgres.connect("postgres");
                    var statement = connection.createStatement();
                    var recovering = statement.executeQuery("SELECT pg_is_in_recovery()")) {
                recovering.next();
                assertThat(recovering.getBoolean(1)).isFalse();
            }
        });
    }
}
