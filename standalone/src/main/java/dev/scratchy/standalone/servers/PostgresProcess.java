package dev.scratchy.standalone.servers;

import dev.scratchy.shared.database.CannotStart;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedded PostgreSQL. */
final class PostgresProcess {

    private static final Logger log = LoggerFactory.getLogger(PostgresProcess.class);

    /** Long, because after a kill it first recovers from its log. */
    private static final Duration STARTUP = Duration.ofMinutes(1);

    private final EmbeddedPostgres server;

    private PostgresProcess(EmbeddedPostgres server) {
        this.server = server;
    }

    static PostgresProcess start(DataDirectory data) {
        var postgres = new PostgresProcess(launched(data));
        try {
            postgres.prepare(data);
            return postgres;
        } catch (CannotStart refused) {
            postgres.stop();
            throw refused;
        }
    }

    private void prepare(DataDirectory data) {
        try {
            if (!ApplicationRole.make(server.getPostgresDatabase())) {
                throw new CannotStart("The database in " + data.postgres()
                        + " was made by an earlier development version: delete " + data.path()
                        + ", or start once with --fresh, which empties it.");
            }
        } catch (SQLException failure) {
            throw failed(failure, data);
        }
    }

    private static EmbeddedPostgres launched(DataDirectory data) {
        Redirect output = Redirect.appendTo(data.path().resolve("postgres.log").toFile());
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data.postgres())
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(STARTUP)
                    .setOutputRedirector(output)
                    .setErrorRedirector(output)
                    // The library is made for tests and would trade durability for speed; here people keep their posts.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    // The same order and the same lower-case everywhere, whatever the machine's language.
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .start();
        } catch (IOException | IllegalStateException failure) {
            throw failed(failure, data);
        }
    }

    private static CannotStart failed(Exception why, DataDirectory data) {
        return new CannotStart("The embedded PostgreSQL does not start (" + why.getMessage() + "): see "
                + data.path().resolve("postgres.log") + ", or set DATABASE_URL.");
    }

    String url() {
        return "postgres://" + ApplicationRole.NAME + "@127.0.0.1:" + server.getPort() + "/" + ApplicationRole.DATABASE;
    }

    void stop() {
        try {
            server.close();
        } catch (IOException failure) {
            log.warn("The embedded PostgreSQL did not stop cleanly", failure);
        }
    }
}
