package dev.scratchy.journeys.faults;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL that a test may do anything to, on files that outlive it. */
final class OwnPostgres implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_CONNECTIONS = 100;

    /** Once for each statement, and not for each row: a subquery that does not look at the row is evaluated first. */
    private static final String SLOW = """
            CREATE POLICY slow ON %s USING ((SELECT count(*) FROM pg_sleep(0.5 + random())) = 1)
            """;

    private static final String HEED_IT = "ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY";
    private static final String FORGET_IT = "ALTER TABLE %s DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY";
    private static final String FAST = "DROP POLICY slow ON %s";

    private final Path data;
    private final Path log;
    private final Path program;
    private final int port;
    private final List<Connection> locks = new ArrayList<>();
    private Process process;

    /**
     * The first start, with an empty database.
     *
     * @param directory for its files and its log; there may be nothing called postgres in it
     */
    OwnPostgres(Path directory) {
        data = directory.resolve("postgres");
        log = directory.resolve("postgres.log");
        try (EmbeddedPostgres once = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setLocaleConfig("locale", "C")
                .start()) {
            port = once.getPort();
            program = Path.of(postmaster().info().command().orElseThrow());
            execute(once, "CREATE ROLE scratchy LOGIN", "ALTER DATABASE postgres OWNER TO scratchy");
        } catch (IOException | SQLException failure) {
            throw new IllegalStateException(failure);
        }
        process = run();
        awaitConnections();
    }

    private ProcessHandle postmaster() throws IOException {
        return ProcessHandle.of(Long.parseLong(
                        Files.readAllLines(data.resolve("postmaster.pid")).getFirst()))
                .orElseThrow();
    }

    private static void execute(EmbeddedPostgres once, String... statements) throws SQLException {
        try (Connection connection = once.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    int port() {
        return port;
    }

    /** As a user of its own, from outside of what a test has put before it. */
    Connection connect(String user) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + user
                + "&currentSchema=app,app_log&connectTimeout=2");
    }

    /** Without a chance to write anything more. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    /** As an administrator does, who does not wait for anybody. */
    void stopFast() {
        signal("-INT", process.pid());
        await();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** On the files that it has left. */
    void startAgain() {
        process = run();
        awaitConnections();
    }

    /** A long transaction of somebody else has a table for itself. */
    void lock(String table) {
        try {
            Connection holder = connect("postgres");
            holder.setAutoCommit(false);
            holder.createStatement().execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
            locks.add(holder);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    void unlock() {
        try {
            for (Connection holder : locks) {
                holder.close();
            }
            locks.clear();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** From now on each statement with one of these tables takes a second or so. */
    void slowDown(String... tables) {
        forEach(tables, SLOW, HEED_IT);
    }

    void speedUp(String... tables) {
        forEach(tables, FORGET_IT, FAST);
    }

    /** Each by itself: in one transaction they would meet others that have the tables in another order. */
    private void forEach(String[] tables, String... statements) {
        try (Connection connection = connect("postgres");
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                for (String table : tables) {
                    statement.execute(sql.formatted(table));
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** It and all that it has started do nothing more, and their connections stay. */
    void freeze() {
        everybody().forEach(each -> signal("-STOP", each));
    }

    void goOn() {
        everybody().forEach(each -> signal("-CONT", each));
    }

    private Stream<Long> everybody() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(ProcessHandle::pid);
    }

    /** What of the old one is still ending may keep a new one from starting. */
    private Process run() {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // It does not run as root, and takes a namespace in which nobody is.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(
                program.toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=" + MOST_CONNECTIONS));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void awaitConnections() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Connection connection = connect("postgres")) {
                connection.createStatement().execute("SELECT 1");
                return;
            } catch (SQLException notYet) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(notYet);
                }
                if (!process.isAlive()) {
                    process = run();
                }
                pause();
            }
        }
    }

    private void pause() {
        try {
            process.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    private void await() {
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("PostgreSQL does not end");
            }
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    static void signal(String signal, long process) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process)).start().waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            goOn();
            stopFast();
        }
    }
}
