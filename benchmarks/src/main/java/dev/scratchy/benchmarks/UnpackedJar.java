package dev.scratchy.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The jar of an application, unpacked as its user would before it is started with an AOT cache, which knows classes of jars only,
 * not of jars in a jar.
 */
record UnpackedJar(Path directory) {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String JAR = "app.jar";
    private static final String CACHE = "app.aot";

    /** Makes the AOT cache when the process ends, of what it did. */
    static final String TRAINING = "-XX:AOTCacheOutput=" + CACHE;

    /** Uses it, and does not start when it cannot be used: the time would be that of a start without one. */
    static final List<String> TRAINED = List.of("-XX:AOTCache=" + CACHE, "-XX:AOTMode=on");

    /**
     * Unpacks what {@code ./mvnw package} made.
     *
     * @param target where the module's jars are
     * @param directory that does not exist yet
     * @throws IllegalStateException when there is no jar
     */
    static UnpackedJar of(Path target, String module, Path directory) throws IOException, InterruptedException {
        var unpacking = new ProcessBuilder(
                        JAVA,
                        "-Djarmode=tools",
                        "-jar",
                        jar(target, module).toAbsolutePath().toString(),
                        "extract",
                        "--application-filename",
                        JAR,
                        "--destination",
                        directory.toString())
                .inheritIO()
                .start();
        if (unpacking.waitFor() != 0) {
            throw new IllegalStateException("The jar of " + module + " cannot be unpacked.");
        }
        return new UnpackedJar(directory);
    }

    private static Path jar(Path target, String module) throws IOException {
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                var found = files.filter(file -> file.getFileName().toString().matches(module + "-.*-app\\.jar"))
                        .findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        throw new IllegalStateException(
                "No jar of " + module + " in " + target + ": ./mvnw -q package -DskipTests makes it.");
    }

    StartedProcess start(List<String> jvm, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(jvm);
        command.addAll(List.of("-jar", JAR));
        command.addAll(arguments);
        return StartedProcess.start(directory, command);
    }

    double cacheMegabytes() throws IOException {
        return Files.size(directory.resolve(CACHE)) / 1e6;
    }
}
