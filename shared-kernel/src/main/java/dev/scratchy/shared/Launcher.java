package dev.scratchy.shared;

import dev.scratchy.shared.backup.LogCommands;
import dev.scratchy.shared.database.CannotStart;
import dev.scratchy.shared.database.DatabaseConfiguration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

/** What the launchers of all deployables have in common. */
public final class Launcher {

    private Launcher() {}

    /**
     * Starts a deployable; or with the argument {@code migrate} migrates its database, or runs one of {@link LogCommands}, and
     * ends.
     *
     * @param configuration the deployable
     * @param configurationFiles names for {@code spring.config.name}, separated by commas, the last one winning; each part
     *     has a file of its own name, because two of one name on a class path hide each other
     */
    public static void run(Class<?> configuration, String configurationFiles, String... arguments) {
        if (arguments.length > 0 && arguments[0].equals("migrate")) {
            var migration = application(DatabaseConfiguration.class, configurationFiles, Map.of());
            migration.setWebApplicationType(WebApplicationType.NONE);
            // As an argument, because that wins over the configuration files, which say no.
            String[] andMigrate = Arrays.copyOf(arguments, arguments.length + 1);
            andMigrate[arguments.length] = "--scratchy.database.migrate=true";
            migration.run(andMigrate).close();
        } else if (arguments.length > 0 && LogCommands.NAMES.contains(arguments[0])) {
            command(configurationFiles, Map.of(), arguments);
        } else {
            application(configuration, configurationFiles, Map.of()).run(arguments);
        }
    }

    /**
     * Runs one of {@link LogCommands} on the database, and says what came of it; a refusal ends the process with exit code 1.
     *
     * @param arguments the command first
     */
    public static void command(String configurationFiles, Map<String, Object> defaults, String... arguments) {
        var application = application(DatabaseConfiguration.class, configurationFiles, defaults);
        application.setWebApplicationType(WebApplicationType.NONE);
        try (var context = application.run(arguments)) {
            System.out.println(LogCommands.run(arguments[0], context.getBean(DataSource.class), arguments));
        } catch (CannotStart refusal) {
            System.err.println(refusal.getMessage());
            System.exit(1);
        }
    }

    /** An application that reads the given configuration files. */
    public static SpringApplication application(
            Class<?> configuration, String configurationFiles, Map<String, Object> defaults) {
        Map<String, Object> properties = new HashMap<>(defaults);
        properties.put("spring.config.name", configurationFiles);
        var application = new SpringApplication(configuration);
        application.setDefaultProperties(properties);
        return application;
    }
}
