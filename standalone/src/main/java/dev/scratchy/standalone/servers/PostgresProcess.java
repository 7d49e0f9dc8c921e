package dev.scratchy.standalone.servers;

import dev.scratchy.shared.database.CannotStart;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
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
        Redirect output = Redirect.appendTo(data.path().resolve("postgres.log").toFile());
        try {
            return new PostgresProcess(EmbeddedPostgres.builder()
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
                    .start());
        } catch (IOException | IllegalStateException failure) {
            throw new CannotStart("The embedded PostgreSQL does not start (" + failure.getMessage() + "): see "
                    + data.path().resolve("postgres.log") + ", or set DATABASE_URL.");
        }
    }

    String url() {
        return "postgres://postgres@127.0.0.1:" + server.getPort() + "/postgres";
    }

    void stop() {
        try {
            server.close();
        } catch (IOException failure) {
            log.warn("The embedded PostgreSQL did not stop cleanly", failure);
        }
    }
}
