package dev.scratchy.journeys.faults;

import dev.scratchy.command.CommandSide;
import dev.scratchy.journeys.Http;
import dev.scratchy.query.QuerySide;
import dev.scratchy.shared.Launcher;
import dev.scratchy.shared.subscription.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;

/** One of the two sides as a process of its own, as it is deployed but for its clock. */
final class SideProcess implements AutoCloseable {

    private static final String READY = "ready";

    private final int port;
    private final List<String> arguments;
    private Process process;

    /**
     * Starts it and waits until it takes requests.
     *
     * @param side {@code command-side} or {@code query-side}
     * @param clock the file of its {@link JumpingClock}
     */
    SideProcess(String side, int port, Path clock, Map<String, String> properties) {
        this.port = port;
        arguments = new ArrayList<>(List.of(
                side,
                clock.toString(),
                "--PORT=" + port,
                "--logging.level.root=error",
                // The class path of the tests holds more than that of a command side, which knows no such health.
                "--management.health.redis.enabled=false"));
        properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        process = run();
        awaitReady();
    }

    private Process run() {
        try {
            return ChildJvm.start(SideProcess.class, Redirect.INHERIT, arguments.toArray(String[]::new));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void awaitReady() {
        try {
            ChildJvm.awaitLine(process, READY);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Http http(String token) {
        return new Http("http://127.0.0.1:" + port, token);
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void startAgain() {
        process = run();
        awaitReady();
    }

    /** Asked to, as a deployment does; what it has begun is finished. */
    void end() {
        process.destroy();
        process.onExit().join();
    }

    void freeze() {
        OwnPostgres.signal("-STOP", process.pid());
    }

    void goOn() {
        OwnPostgres.signal("-CONT", process.pid());
    }

    @Override
    public void close() {
        kill();
    }

    @Configuration(proxyBeanMethods = false)
    static class WrongClock {

        @Bean
        @Primary
        Clock wrongClock() {
            return new JumpingClock(Path.of(System.getProperty("clock")));
        }

        /** In the place of the one that looks at the computer's clock. */
        @Bean
        JwtTimestampValidator timesOfTokens(Clock clock) {
            var times = new JwtTimestampValidator();
            times.setClock(clock);
            return times;
        }
    }

    /** As a process: the name of the side, and properties as {@code --name=value}. */
    public static void main(String[] arguments) {
        String side = arguments[0];
        System.setProperty("clock", arguments[1]);
        var application = Launcher.application(
                side.equals("command-side") ? CommandSide.class : QuerySide.class, "scratchy," + side, Map.of());
        application.addPrimarySources(List.of(WrongClock.class));
        application.run(Arrays.copyOfRange(arguments, 2, arguments.length));
        System.out.println(READY);
        // Nobody reads the pipe from here on, and one that is full would stop it; errors go where those of the tests
        // go.
        System.setOut(System.err);
    }
}
