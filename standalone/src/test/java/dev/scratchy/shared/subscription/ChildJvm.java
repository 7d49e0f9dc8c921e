package dev.scratchy.shared.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A process with the class path of the tests, which says on its output what it has come to. */
public final class ChildJvm {

    private static final int LAST_LINES = 20;

    private ChildJvm() {}

    /** Starts the main method of a class. */
    public static Process start(Class<?> main, Redirect errors, String... arguments) throws IOException {
        return of(main, arguments).redirectError(errors).start();
    }

    /** For the main method of a class, in a JVM that starts quickly and leaves the processors to others. */
    public static ProcessBuilder of(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /**
     * Waits until it says so.
     *
     * @return the rest of the line
     * @throws IllegalStateException when it ends without
     */
    public static String awaitLine(Process process, String beginning) throws IOException {
        BufferedReader output = process.inputReader(UTF_8);
        Deque<String> last = new ArrayDeque<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length()).strip();
            }
            last.add(line);
            if (last.size() > LAST_LINES) {
                last.remove();
            }
        }
        throw new IllegalStateException("It ended and did not say: " + beginning + "\n" + String.join("\n", last));
    }
}
