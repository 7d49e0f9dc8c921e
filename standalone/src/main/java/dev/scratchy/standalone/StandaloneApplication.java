package dev.scratchy.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.scratchy.shared.Launcher;
import dev.scratchy.shared.backup.LogCommands;
import dev.scratchy.shared.database.CannotStart;
import dev.scratchy.standalone.importing.ImportCommand;
import dev.scratchy.standalone.servers.EmbeddedServers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;

/**
 * {@code --fresh} starts over with empty data, {@code --data=DIR} keeps it elsewhere than in {@code ./data};
 * {@code import FILE} sends posts to a running system instead of starting one. {@link LogCommands} come first.
 */
public final class StandaloneApplication {

    /** Where the launcher read each part of the configuration from; the last one wins. */
    public static final String CONFIGURATION = "scratchy,command-side,query-side,standalone,application";

    private StandaloneApplication() {}

    public static void main(String[] arguments) {
        List<String> words = Arrays.asList(arguments);
        if (words.contains("import")) {
            System.exit(ImportCommand.run(words.subList(words.indexOf("import") + 1, words.size())));
        }
        try {
            serve(arguments, words);
        } catch (CannotStart reason) {
            System.err.println(reason.getMessage());
            System.exit(1);
        }
    }

    private static void serve(String[] arguments, List<String> words) {
        Path data = Path.of(words.stream()
                .filter(word -> word.startsWith("--data="))
                .map(word -> word.substring("--data=".length()))
                .findFirst()
                .orElse("data"));
        // Until Spring Boot has set up the log, everything would be printed.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        EmbeddedServers servers = EmbeddedServers.start(data, words.contains("--fresh"));
        // Runs when the JVM ends and after the application has let go of its connections.
        SpringApplication.getShutdownHandlers().add(servers::close);
        Map<String, Object> properties = servers.properties();
        if (!words.isEmpty() && LogCommands.NAMES.contains(words.getFirst())) {
            Launcher.command(CONFIGURATION, properties, arguments);
            return;
        }
        var application = Launcher.application(Standalone.class, CONFIGURATION, properties);
        application.addListeners(new Banner(servers));
        application.run(arguments);
    }
}
